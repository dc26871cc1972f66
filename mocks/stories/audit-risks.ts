import { story } from './story.ts';

export const auditRisks = story(
  'audit-risks',
  'Audit Risks',
  'Enough time, but every reading was typed in by hand, and notes are copied, lengths alike, entries late.',
  (chart) => {
    chart.consent();
    for (let day = 1; day <= 20; day += 1) chart.selfReportedReading({ day, at: '08:00' });
    for (const day of [3, 6, 9]) {
      chart.entry({
        day,
        at: '10:00',
        minutes: 5,
        activity: 'trend-interpretation',
        note: 'Readings reviewed.',
        recorded: { day: 24, at: '17:00' },
      });
    }
    chart.entry({
      day: 12,
      at: '11:00',
      minutes: 9,
      activity: 'live-contact',
      note: 'Call about typing the readings in.',
    });
    chart.contact({ day: 12, at: '11:00', note: 'Reminded to use the connected cuff.' });
  },
);
