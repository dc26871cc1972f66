import type { Instant, Span } from './ledger.ts';

/** Seconds in the spans, which must not overlap. */
export function secondsOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.end - span.start, 0);
}

/** The same seconds as sorted spans that neither overlap nor touch; empty ones are left out. */
export function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (end <= start) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** What of `spans` lies inside and what lies outside of `claim`; both sorted, `claim` merged. */
export function divide(spans: readonly Span[], claim: readonly Span[]): { inside: Span[]; outside: Span[] } {
  const inside: Span[] = [];
  const outside: Span[] = [];
  for (const span of spans) {
    let at = span.start;
    for (const { start, end } of claim) {
      if (end <= at) continue;
      if (start >= span.end) break;
      if (start > at) outside.push({ start: at, end: start });
      const stop = Math.min(end, span.end);
      inside.push({ start: Math.max(start, at), end: stop });
      at = stop;
    }
    if (at < span.end) outside.push({ start: at, end: span.end });
  }
  return { inside, outside };
}

/** Everything that is not in the merged spans. */
export function complement(spans: readonly Span[]): Span[] {
  return divide([{ start: -Infinity, end: Infinity }], spans).outside;
}

/** The nth second (from 1) of sorted spans, as the instant at which it begins; null where there are fewer. */
export function nthSecond(spans: readonly Span[], n: number): Instant | null {
  let left = n;
  for (const { start, end } of spans) {
    if (left <= end - start) return start + left - 1;
    left -= end - start;
  }
  return null;
}
