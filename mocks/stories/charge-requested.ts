import { story } from './story.ts';

export const chargeRequested = story(
  'charge-requested',
  'Charge Requested',
  '21 minutes, and a charge request lies in the chart as a document, as on EHRs that take no charges: billed.',
  (chart) => {
    chart.consent({ month: -4, day: 7 });
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 3,
      at: '10:10',
      minutes: 12,
      activity: 'trend-interpretation',
      note: 'Average 129/79, steady; no change.',
    });
    chart.call({
      day: 10,
      at: '13:00',
      minutes: 9,
      note: 'Steady values gone through; refill of the tablets arranged.',
    });
    chart.chargeRequest({ day: 10, code: '99457' });
  },
);
