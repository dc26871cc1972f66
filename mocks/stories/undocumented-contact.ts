import { story } from './story.ts';

export const undocumentedContact = story(
  'undocumented-contact',
  'Undocumented Contact',
  'A call was logged as time, but no communication and no note says what was said: a reviewer has to look.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 4,
      at: '09:00',
      minutes: 12,
      activity: 'trend-interpretation',
      note: 'Mean 134/82, fewer outliers.',
    });
    chart.entry({ day: 12, at: '14:00', minutes: 9, activity: 'live-contact' });
  },
);
