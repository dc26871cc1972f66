import { story } from './story.ts';

export const consentWithdrawn = story(
  'consent-withdrawn',
  'Consent Withdrawn',
  'Consent ended on the 13th: work from that day on does not count, which leaves 16 minutes.',
  (chart) => {
    chart.consent({ ended: { day: 13, at: '12:00' } });
    chart.readings({ from: 1, to: 13 });
    chart.call({ day: 5, at: '10:00', minutes: 9, note: 'Side effects asked about; cough, to be watched.' });
    chart.entry({
      day: 8,
      at: '14:00',
      minutes: 7,
      activity: 'trend-interpretation',
      note: 'No rise since the dose was halved.',
    });
    chart.entry({
      day: 13,
      at: '15:00',
      minutes: 8,
      activity: 'care-plan-change',
      note: 'Monitoring ended on request; visit booked.',
    });
  },
);
