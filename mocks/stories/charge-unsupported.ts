import { story } from './story.ts';

export const chargeUnsupported = story(
  'charge-unsupported',
  'Charge Unsupported',
  '99457 was charged on 13 minutes: an audit would take it back.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({ day: 4, at: '10:00', minutes: 7, activity: 'trend-interpretation', note: 'Readings within target.' });
    chart.call({ day: 9, at: '11:00', minutes: 6, note: 'Asked how the new cuff works: well.' });
    chart.charge({ day: 20, code: '99457' });
  },
);
