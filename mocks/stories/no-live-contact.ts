import { physician } from './people.ts';
import { story } from './story.ts';

export const noLiveContact = story(
  'no-live-contact',
  'No Live Contact',
  '24 minutes of review and a portal message, but nobody spoke with the patient.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 5,
      at: '08:50',
      minutes: 11,
      activity: 'trend-interpretation',
      note: 'Seven readings above 150 in the evening; pattern follows missed doses.',
    });
    chart.entry({
      day: 13,
      at: '16:05',
      minutes: 9,
      activity: 'medication-adjustment',
      note: 'Evening dose moved to the morning to help adherence.',
      by: physician,
    });
    chart.entry({
      day: 20,
      at: '11:30',
      minutes: 4,
      activity: 'care-coordination',
      note: 'New dosing time passed on to the pharmacy.',
    });
    chart.contact({
      day: 13,
      at: '16:20',
      medium: 'WRITTEN',
      note: 'Portal message: please take the tablet in the morning.',
    });
  },
);
