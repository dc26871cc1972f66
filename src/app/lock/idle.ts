import { useEffect, useState } from 'react';

/** What only a person at the screen does; a pointer that trembles is nobody. */
const ACTS = ['keydown', 'pointerdown', 'click', 'wheel', 'touchmove'] as const;
/** WCAG 2.2.1 asks for 20 seconds at least in which one simple act is enough to go on. */
const WARN_BEFORE = 60_000;

export type Idleness = 'busy' | 'warned' | 'over';

/**
 * Tells when nobody has done anything on this page for so many minutes, and before. By the wall clock, since a laptop that sleeps runs no
 * timers: what is long over when it wakes is over at once, whoever woke it. Other tabs count for nothing: their users may be others.
 * @returns the way to stop
 */
export function watchIdle(minutes: number, tell: (idleness: Idleness) => void): () => void {
  const limit = minutes * 60_000;
  const warnBefore = Math.min(WARN_BEFORE, limit / 2);
  let last = Date.now();
  let timer = 0;
  let told: Idleness | null = null;

  function look(): void {
    clearTimeout(timer);
    const left = last + limit - Date.now();
    const now = left <= 0 ? 'over' : left <= warnBefore ? 'warned' : 'busy';
    if (now !== 'over') timer = Number(setTimeout(look, now === 'warned' ? left : left - warnBefore));
    if (now !== told) tell(now);
    told = now;
  }
  function act(event: Event): void {
    look();
    // A warning is answered at a press's end: gone at its beginning, it would let the touch through to what lies below.
    if (told === 'over' || (told === 'warned' && event.type === 'pointerdown')) return;
    last = Date.now();
    if (told === 'busy') return;
    // The press that answers the warning does nothing else: what gets the focus back may be a button that writes a charge.
    event.preventDefault();
    event.stopPropagation();
    look();
  }

  look();
  for (const name of ACTS) window.addEventListener(name, act, { capture: true });
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    for (const name of ACTS) window.removeEventListener(name, act, { capture: true });
    document.removeEventListener('visibilitychange', look);
  };
}

/** Whether the person is to be warned; `onOver` is called when the time is over. */
export function useIdle(minutes: number, onOver: () => void): boolean {
  const [warned, setWarned] = useState(false);
  useEffect(
    () =>
      watchIdle(minutes, (idleness) => {
        setWarned(idleness === 'warned');
        if (idleness === 'over') onOver();
      }),
    [minutes, onOver],
  );
  return warned;
}
