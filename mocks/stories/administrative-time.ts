import { biller, secondNurse } from './people.ts';
import { story } from './story.ts';

export const administrativeTime = story(
  'administrative-time',
  'Administrative Time',
  '41 minutes logged, but scheduling, set-up, support and billing are administrative: 16 count.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 2, to: 24 });
    chart.entry({
      day: 2,
      at: '09:00',
      minutes: 12,
      activity: 'device-setup',
      note: 'Cuff paired again after a new phone.',
    });
    chart.entry({ day: 5, at: '10:00', minutes: 5, activity: 'scheduling', note: 'Call arranged for the 16th.' });
    chart.entry({
      day: 10,
      at: '11:00',
      minutes: 9,
      activity: 'trend-interpretation',
      note: 'Two weeks of readings reviewed; morning surge persists.',
    });
    chart.entry({
      day: 12,
      at: '15:00',
      minutes: 4,
      activity: 'technical-support',
      note: 'Battery changed.',
      by: secondNurse,
    });
    chart.call({
      day: 16,
      at: '10:30',
      minutes: 7,
      note: 'Talked about the morning surge and when to take the tablet.',
    });
    chart.entry({
      day: 24,
      at: '16:30',
      minutes: 4,
      activity: 'billing-task',
      note: 'Month prepared for billing.',
      by: biller,
    });
  },
);
