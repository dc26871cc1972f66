import { story } from './story.ts';

export const alreadyBilled = story(
  'already-billed',
  'Already Billed',
  '21 minutes, and the charge for 99457 is in the chart: nothing more to bill this month.',
  (chart) => {
    chart.consent({ month: -4, day: 7 });
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 3,
      at: '10:10',
      minutes: 12,
      activity: 'trend-interpretation',
      note: 'Average 127/77, best month so far; no change.',
    });
    chart.call({ day: 10, at: '13:00', minutes: 9, note: 'Praised the trend; discussed exercise and when to call.' });
    chart.charge({ day: 10, code: '99457' });
  },
);
