import { story } from './story.ts';

export const consentLate = story(
  'consent-late',
  'Consent Late',
  'Consent was given on the 12th: the 14 minutes before that day do not count, which leaves 13.',
  (chart) => {
    chart.consent({ month: 0, day: 12, at: '10:00' });
    chart.readings({ from: 2, to: 24 });
    chart.entry({
      day: 3,
      at: '09:00',
      minutes: 8,
      activity: 'trend-interpretation',
      note: 'First readings after set-up: 148/90 on average.',
    });
    chart.entry({
      day: 9,
      at: '13:30',
      minutes: 6,
      activity: 'alert-response',
      note: 'Alert for 172/98, repeated 151/88.',
    });
    chart.call({ day: 12, at: '10:05', minutes: 7, note: 'Consent explained and given; diet and salt discussed.' });
    chart.entry({
      day: 19,
      at: '09:20',
      minutes: 6,
      activity: 'trend-interpretation',
      note: 'Average down to 139/84 since the talk about salt.',
    });
  },
);
