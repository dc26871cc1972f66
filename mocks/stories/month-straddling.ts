import { story } from './story.ts';

export const monthStraddling = story(
  'month-straddling',
  'Month Straddling',
  'Work begun before midnight at the end of last month ends in this one: each month gets its own seconds.',
  (chart) => {
    chart.consent({ month: -2, day: 10 });
    chart.readings({ month: -1, from: 1, to: 28 });
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      month: -1,
      day: 20,
      at: '10:00',
      minutes: 6,
      activity: 'trend-interpretation',
      note: 'Stable over three weeks, no change.',
    });
    chart.call({
      month: -1,
      day: 24,
      at: '11:00',
      minutes: 9,
      note: 'Dizziness on standing discussed; to rise slowly.',
    });
    // The last day of the month before, whatever its length: 20 minutes before the first midnight of this one.
    chart.entry({
      ...chart.calendar.endOfLastMonth('23:50'),
      minutes: 20,
      activity: 'alert-response',
      note: 'Night alert for 181/102: repeated after rest, 158/92, no symptoms; observation agreed with the on-call physician.',
    });
    chart.call({
      day: 2,
      at: '09:15',
      minutes: 11,
      note: 'Night alert talked through; technique corrected, feet flat.',
    });
  },
);
