import { story } from './story.ts';

export const inpatientStay = story(
  'inpatient-stay',
  'Inpatient Stay',
  'Three days in hospital and an office visit in the month: the work counts, but a payer will ask.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 9 });
    chart.readings({ from: 14, to: 24 });
    chart.visit({
      class: 'IMP',
      from: { day: 10, at: '02:40' },
      to: { day: 13, at: '11:00' },
      text: 'Hospital stay for heart failure',
    });
    chart.visit({ class: 'AMB', from: { day: 18, at: '09:00' }, to: { day: 18, at: '09:30' }, text: 'Office visit' });
    chart.entry({
      day: 11,
      at: '09:00',
      minutes: 6,
      activity: 'care-coordination',
      note: 'Home readings sent to the ward on request.',
    });
    chart.entry({
      day: 15,
      at: '10:00',
      minutes: 9,
      activity: 'care-plan-change',
      note: 'Thresholds tightened after discharge: weight 1 kg a day, systolic below 105.',
    });
    chart.call({
      day: 18,
      at: '15:00',
      minutes: 11,
      note: 'Discharge medicines gone through; weighing every morning agreed.',
    });
  },
);
