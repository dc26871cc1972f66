import { physician, secondNurse } from './people.ts';
import { story } from './story.ts';

export const overlappingStaff = story(
  'overlapping-staff',
  'Overlapping Staff',
  'Nurse and physician logged the same ten minutes: every second counts once, so 22 of 32 minutes.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 10,
      at: '14:00',
      minutes: 14,
      activity: 'care-plan-change',
      note: 'Case conference on rising pressures; second agent to be started.',
    });
    chart.entry({
      day: 10,
      at: '14:04',
      minutes: 10,
      activity: 'medication-adjustment',
      note: 'Second agent prescribed, laboratory follow-up in two weeks.',
      by: physician,
    });
    chart.call({
      day: 11,
      at: '09:30',
      minutes: 8,
      note: 'New tablet explained, side effects to watch for, next call agreed.',
      by: secondNurse,
    });
  },
);
