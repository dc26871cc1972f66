import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Idleness, watchIdle } from './idle.ts';

let page: EventTarget;
let told: Idleness[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', page);
  told = [];
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function watch(minutes: number) {
  stop = watchIdle(minutes, (idleness) => told.push(idleness));
}
function press(type = 'keydown'): Event {
  const event = new Event(type, { cancelable: true });
  page.dispatchEvent(event);
  return event;
}
const MINUTE = 60_000;

describe('a page that nobody uses', () => {
  it.each([
    ['15 minutes, a minute before', 15, 14 * MINUTE],
    ['2 minutes, a minute before', 2, MINUTE],
    ['1 minute, with more than the 20 seconds that WCAG asks for', 1, MINUTE / 2],
  ])('warns of a lock after %s, and then it is over', (_, minutes, warnedAfter) => {
    watch(minutes);
    vi.advanceTimersByTime(warnedAfter - 1);
    expect(told).toEqual(['busy']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['busy', 'warned']);
    vi.advanceTimersByTime(minutes * MINUTE - warnedAfter - 1);
    expect(told).toEqual(['busy', 'warned']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['busy', 'warned', 'over']);
  });

  it.each(['keydown', 'pointerdown', 'click', 'wheel', 'touchmove'])('is used by a %s', (act) => {
    watch(15);
    vi.advanceTimersByTime(13 * MINUTE);
    press(act);
    vi.advanceTimersByTime(13 * MINUTE);
    expect(told).toEqual(['busy']);
  });

  it.each(['keydown', 'click', 'wheel', 'touchmove'])(
    'that warns is used again by one %s, as often as one likes',
    (act) => {
      watch(15);
      for (let times = 0; times < 12; times += 1) {
        vi.advanceTimersByTime(14.5 * MINUTE);
        press(act);
      }
      expect(told.filter((one) => one === 'warned')).toHaveLength(12);
      expect(told.at(-1)).toBe('busy');
    },
  );

  it.each(['pointermove', 'mousemove', 'focus', 'scroll'])('is not used by a mere %s', (happening) => {
    watch(15);
    vi.advanceTimersByTime(14.5 * MINUTE);
    press(happening);
    vi.advanceTimersByTime(MINUTE / 2);
    expect(told.at(-1)).toBe('over');
  });

  it('takes the press that answers the warning for itself: it must not confirm what lies below', () => {
    watch(15);
    expect(press().defaultPrevented).toBe(false);
    vi.advanceTimersByTime(14.5 * MINUTE);
    expect(press('pointerdown').defaultPrevented).toBe(false);
    expect(told.at(-1)).toBe('warned');
    expect(press('click').defaultPrevented).toBe(true);
    expect(press('click').defaultPrevented).toBe(false);
  });

  it('is over at once when a computer wakes that slept through the time, whoever woke it', () => {
    watch(15);
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    press();
    expect(told).toEqual(['busy', 'over']);
  });

  it('is over at once when a tab is looked at whose timers stood still', () => {
    watch(15);
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    press('visibilitychange');
    expect(told).toEqual(['busy', 'over']);
  });

  it('is watched no more once that is stopped', () => {
    watch(15);
    stop();
    vi.advanceTimersByTime(60 * MINUTE);
    press();
    expect(told).toEqual(['busy']);
  });
});
