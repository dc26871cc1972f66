import { useMemo } from 'react';
import { activityChoices } from '../../fhir/activities.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Notes.tsx';
import { instantWords } from '../../ui/time.ts';
import { activityWords } from '../verdict/words.ts';
import { effectSentence } from './Effect.tsx';
import { basisOf, effectOf } from './effect.ts';
import { localTimeOf } from './localTime.ts';
import { type Log, useNow } from './log.ts';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

interface Props {
  log: Log;
  user: Reference;
  activity: string;
  start: Instant;
  /** The timer's resource, which its entry will stand in the place of. */
  reference: Reference | null;
  onStop: () => void;
  onDiscard: () => void;
}

/** One running timer of the user: how long it runs, what that would bring, and how it ends. */
export function TimerPanel({ log, user, activity, start, reference, onStop, onDiscard }: Props) {
  const { result, settings } = log;
  const basis = useMemo(() => basisOf(result, settings), [result, settings]);
  const now = useNow(log.now, 1);
  const longest = basis.policy.maximumEntrySeconds;
  const elapsed = Math.max(0, now - start);
  const isStale = elapsed > longest;
  const when = instantWords(start, settings.timeZone);
  const title = WORDS.running(activityWords(activity));
  if (isStale)
    return (
      <Note tone="caution" icon="warning">
        <p>
          <strong>{WORDS.stale}</strong>: {activityWords(activity)}
        </p>
        <p>{WORDS.staleWhy(when)}</p>
        <p className={styles.actions}>
          <Button look="primary" onClick={onStop}>
            {WORDS.sayEnd}
          </Button>
          <Button onClick={onDiscard}>{WORDS.giveUp}</Button>
        </p>
      </Note>
    );
  return (
    <section className={styles.timer} aria-label={title}>
      <p>
        <strong>{title}</strong> <span className={styles.muted}>{WORDS.since(when)}</span>
      </p>
      {/* A clock that speaks every second would say nothing else. */}
      <p className={styles.elapsed} role="timer" aria-live="off" aria-label={WORDS.elapsed}>
        {clockWords(elapsed)}
      </p>
      <TimerEffect
        log={log}
        user={user}
        activity={activity}
        start={start}
        reference={reference}
        // Every five seconds is often enough for a month to be judged again.
        until={start + Math.floor(elapsed / 5) * 5}
        longest={longest}
      />
      <p className={styles.actions}>
        <Button look="primary" onClick={onStop}>
          {WORDS.stop}
        </Button>
        <Button onClick={onDiscard}>{WORDS.giveUp}</Button>
      </p>
    </section>
  );
}

interface EffectProps {
  log: Log;
  user: Reference;
  activity: string;
  start: Instant;
  reference: Reference | null;
  until: Instant;
  longest: number;
}

/** What the timer brings if it is stopped now, and what is reached if it goes on. */
function TimerEffect({ log, user, activity, start, reference, until, longest }: EffectProps) {
  const { result, settings, now } = log;
  const sentences = useMemo(() => {
    const basis = basisOf(result, settings);
    const counting = activityChoices(settings).find((choice) => choice.activity === activity)?.counting ?? 'counts';
    const entryUntil = (end: Instant) =>
      effectOf(
        basis,
        {
          reference: 'Procedure/running',
          start,
          end,
          activity,
          counting,
          performers: [user],
          note: '…',
          recorded: null,
        },
        Math.floor(now() / 1000),
        reference,
      );
    const stopped = entryUntil(until);
    const ahead = stopped.next === null ? Number.POSITIVE_INFINITY : until + stopped.next.seconds;
    // Only if the seconds ahead count, and one stretch of work may be that long.
    const reached = ahead - start <= longest ? entryUntil(ahead).completes.at(-1) : undefined;
    return [
      WORDS.ifStopped(effectSentence(stopped, settings.timeZone).toLowerCase()),
      ...(reached === undefined
        ? []
        : [WORDS.completesIn(reached.code, localTimeOf(reached.at, settings.timeZone).time)]),
    ];
  }, [result, settings, now, user, activity, start, reference, until, longest]);
  return sentences.map((sentence) => (
    <p key={sentence} className={styles.muted}>
      {sentence}
    </p>
  ));
}

/** `12:05`, with hours where there are any. */
function clockWords(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}
