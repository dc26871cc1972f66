import { story } from './story.ts';

export const voicemailOnly = story(
  'voicemail-only',
  'Voicemail Only',
  'Three calls, each to voicemail: outreach that reached nobody is administrative time and no live contact.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 6,
      at: '09:10',
      minutes: 13,
      activity: 'trend-interpretation',
      note: 'Weight up 1.8 kg in four days with rising pressure; call planned.',
    });
    chart.entry({
      day: 6,
      at: '10:00',
      minutes: 9,
      activity: 'care-plan-change',
      note: 'Daily weights requested, threshold for alert set to 1 kg in a day.',
    });
    for (const day of [6, 9, 12]) {
      const partOf = chart.entry({
        day,
        at: '14:00',
        minutes: 3,
        activity: 'unsuccessful-outreach',
        note: 'No answer, message left to call back.',
      });
      chart.contact({ day, at: '14:00', status: 'not-done', note: 'Voicemail, no answer.', partOf });
    }
  },
);
