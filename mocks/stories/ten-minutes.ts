import { story } from './story.ts';

export const tenMinutes = story(
  'ten-minutes',
  'Ten Minutes',
  'Last month closed with 12 minutes and a live call: 99470, the first ten minutes. This month stands at 11, still open.',
  (chart) => {
    chart.consent({ month: -2, day: 10 });
    chart.readings({ month: -1, from: 1, to: 28 });
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      month: -1,
      day: 6,
      at: '10:00',
      minutes: 5,
      activity: 'trend-interpretation',
      note: 'Stable on the present dose.',
    });
    chart.call({ month: -1, day: 17, at: '10:00', minutes: 7, note: 'Feels well, sleeping better; continues.' });
    chart.entry({
      day: 5,
      at: '10:00',
      minutes: 5,
      activity: 'trend-interpretation',
      note: 'Stable again, one outlier at 150.',
    });
    chart.call({ day: 16, at: '10:00', minutes: 6, note: 'Outlier explained by a missed dose; reminder set.' });
  },
);
