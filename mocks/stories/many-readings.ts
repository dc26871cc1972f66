import { story } from './story.ts';

export const manyReadings = story(
  'many-readings',
  'Many Readings',
  '5,000 readings from a device that measures every few minutes: many pages to read, one answer.',
  (chart) => {
    chart.consent();
    const perDay = 250;
    for (let number = 0; number < 5000; number += 1) {
      const minute = Math.floor(((number % perDay) / perDay) * 24 * 60);
      const at = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      chart.reading({ day: 1 + Math.floor(number / perDay), at }, 120 + ((number * 7) % 31), 70 + ((number * 5) % 17));
    }
    chart.entry({
      day: 12,
      at: '09:00',
      minutes: 13,
      activity: 'trend-interpretation',
      note: 'Continuous readings reviewed by hour of day; night dip is kept.',
    });
    chart.call({ day: 19, at: '16:00', minutes: 8, note: 'Night values explained; no change of treatment.' });
  },
);
