import { story } from './story.ts';

export const otherProgramme = story(
  'other-programme',
  'Other Programme',
  'Eight minutes overlap with chronic care management and count there alone: 15 of 23 minutes remain here.',
  (chart) => {
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 9,
      at: '10:00',
      minutes: 15,
      activity: 'trend-interpretation',
      note: 'Pressure and weight reviewed together; fluid restriction considered.',
    });
    chart.otherProgram({
      day: 9,
      at: '10:07',
      minutes: 20,
      program: 'ccm',
      note: 'CCM: care plan for heart failure updated.',
    });
    chart.call({
      day: 17,
      at: '15:20',
      minutes: 8,
      note: 'Fluid intake and daily weights discussed; patient will keep a list.',
    });
  },
);
