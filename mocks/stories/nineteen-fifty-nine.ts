import { physician } from './people.ts';
import { story } from './story.ts';

export const nineteenFiftyNine = story(
  'nineteen-fifty-nine',
  'Nineteen Fiftynine',
  '19 min 59 s with a live call: one second short of 99457, and never rounded up.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 4,
      at: '09:30',
      minutes: 7,
      activity: 'trend-interpretation',
      note: 'Weekly trend flat, around 132/80; no missed days.',
    });
    chart.entry({
      day: 11,
      at: '15:00',
      minutes: 4,
      seconds: 59,
      activity: 'care-plan-change',
      note: 'Target lowered to 130 systolic after review of the last month.',
      by: physician,
    });
    chart.call({
      day: 18,
      at: '10:40',
      minutes: 8,
      note: 'Explained the new target; patient agrees to measure twice a day.',
    });
  },
);
