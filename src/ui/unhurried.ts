/** Milliseconds: with what may come on top of it far below the 50 from which on a task is long: https://w3c.github.io/longtasks/ */
const AT_ONCE = 10;

/** Takes the steps to their end, and lets the screen answer in between. */
export async function unhurried<T>(
  steps: Generator<void, T>,
  pause: () => Promise<void> = nextTask,
  clock: () => number = () => performance.now(),
): Promise<T> {
  let began = clock();
  let step = steps.next();
  while (step.done !== true) {
    if (clock() - began >= AT_ONCE) {
      await pause();
      began = clock();
    }
    step = steps.next();
  }
  return step.value;
}

/** Does the work for each, in order, and lets the screen answer in between. */
export function eachUnhurried<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  ...turns: [pause?: () => Promise<void>, clock?: () => number]
): Promise<void> {
  function* steps() {
    for (const item of items) {
      work(item);
      yield;
    }
  }
  return unhurried(steps(), ...turns);
}

/** Lets everything else that waits go first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
