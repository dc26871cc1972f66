/** So many readings take a few milliseconds; then the browser gets its turn. */
const AT_ONCE = 500;

/** Works through a list without holding up the screen: a long task is one over 50 ms (https://w3c.github.io/longtasks/). */
export async function inPieces<T>(
  items: readonly T[],
  work: (item: T) => void,
  pause: () => Promise<void> = nextTask,
): Promise<void> {
  for (const [number, item] of items.entries()) {
    if (number % AT_ONCE === 0) await pause();
    work(item);
  }
}

/** Lets everything else that waits go first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
