import { nurse, physician } from './people.ts';
import { story } from './story.ts';

export const billable = story(
  'billable',
  'Billable',
  '22 minutes over four days, one live call, consent and daily readings: 99457 can be billed.',
  (chart) => {
    chart.consent();
    chart.readings({ month: -1, from: 3, to: 28 });
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 3,
      at: '10:00',
      minutes: 6,
      activity: 'trend-interpretation',
      note: 'Morning pressures 138–146 systolic over five days, no symptoms reported.',
      by: nurse,
    });
    chart.entry({
      day: 9,
      at: '11:15',
      minutes: 4,
      activity: 'alert-response',
      note: 'Alert for 168/94: repeated reading 142/86, no action needed.',
      by: nurse,
    });
    chart.entry({
      day: 12,
      at: '16:20',
      minutes: 4,
      activity: 'medication-adjustment',
      note: 'Evening dose raised after a week above target.',
      by: physician,
    });
    chart.call({
      day: 17,
      at: '14:05',
      minutes: 8,
      note: 'Discussed the new dose, dizziness and low-salt diet; patient will call on readings above 160.',
      by: nurse,
    });
  },
);
