import { physician, secondNurse } from './people.ts';
import { story } from './story.ts';

export const fortyMinutes = story(
  'forty-minutes',
  'Forty Minutes',
  '43 minutes with two live calls: 99457 and one unit of 99458.',
  (chart) => {
    chart.consent({ month: -6, day: 1 });
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 2,
      at: '09:00',
      minutes: 9,
      activity: 'trend-interpretation',
      note: 'Three nights above 160; sleep apnoea suspected.',
    });
    chart.call({
      day: 4,
      at: '10:00',
      minutes: 12,
      note: 'Snoring and daytime sleepiness confirmed; study suggested.',
    });
    chart.entry({
      day: 9,
      at: '11:10',
      minutes: 8,
      activity: 'care-coordination',
      note: 'Sleep study arranged with the laboratory, results to come here.',
      by: secondNurse,
    });
    chart.entry({
      day: 16,
      at: '16:00',
      minutes: 6,
      activity: 'medication-adjustment',
      note: 'Long-acting tablet in the evening until the study.',
      by: physician,
    });
    chart.call({
      day: 20,
      at: '13:30',
      minutes: 8,
      medium: 'VIDEOCONF',
      note: 'Video call: mask fitting shown, evening tablet tolerated.',
      by: secondNurse,
    });
  },
);
