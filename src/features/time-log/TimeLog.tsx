import { useState } from 'react';
import { timerDiscard, voidingOf } from '../../ehr/record/entry.ts';
import type { RecordOutcome } from '../../ehr/record/types.ts';
import { activityChoices } from '../../fhir/activities.ts';
import { noteFieldsOf, parseNote } from '../../fhir/note-templates.ts';
import { runningTimers, type Timer } from '../../fhir/timer.ts';
import type { Entry, Reference } from '../../rules/ledger.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Note, ProgressNote } from '../../ui/Notes.tsx';
import { instantWords } from '../../ui/time.ts';
import { draftKinds } from '../record/drafts.ts';
import { Outcome } from '../record/Outcome.tsx';
import { activityWords } from '../verdict/words.ts';
import { ActivityOptions } from './ActivityOptions.tsx';
import { noteOf } from './Conflict.tsx';
import { draftKind, EntryForm, type Target } from './EntryForm.tsx';
import { EntryList } from './EntryList.tsx';
import { emptyForm, formOf } from './form.ts';
import { localTimeOf } from './localTime.ts';
import { type Access, type Log, nameOf, resourceOf, useAccess, workerOf } from './log.ts';
import styles from './TimeLog.module.css';
import { TimerPanel } from './TimerPanel.tsx';
import { type TabTimer, type TabTimers, useTabTimer } from './useTabTimer.ts';
import { VoidForm } from './VoidForm.tsx';
import { WORDS } from './words.ts';

/** The month's time: a timer in one click, entries afterwards, and what is logged already. A chunk of its own. */
export default function TimeLog(log: Log) {
  const { connection } = log;
  const user = workerOf(connection);
  const access = useAccess(connection);
  if (user === null)
    return (
      <Card title={WORDS.title}>
        <Note tone="caution" icon="warning">
          <p>
            <strong>{WORDS.noUser}.</strong> {WORDS.noUserWhy}
          </p>
        </Note>
      </Card>
    );
  if (access === undefined) return null;
  return <UsersLog log={log} user={user} access={access} />;
}

type Open = { form: 'entry'; target: Target } | { form: 'void'; entry: Entry } | { form: 'discard'; timer: Timer };

const DEFAULT_ACTIVITY = 'trend-interpretation';

function UsersLog({ log, user, access }: { log: Log; user: Reference; access: Access }) {
  const { connection, result, settings, expired, reload } = log;
  const { verdict, ledger, read } = result;
  const zone = settings.timeZone;
  const choices = activityChoices(settings);
  const [activity, setActivity] = useState(
    choices.find((choice) => choice.activity === DEFAULT_ACTIVITY)?.activity ?? choices[0]?.activity ?? '',
  );
  const [open, setOpen] = useState<Open | null>(null);
  const [saved, setSaved] = useState<(RecordOutcome & { state: 'saved' }) | null>(null);
  const tab = useTabTimer(log, user);
  const timers = runningTimers(read.resources, settings);
  const mine = timers.filter(({ performers }) => performers.includes(user));
  const others = timers.filter(({ performers }) => !performers.includes(user));
  const today = localTimeOf(Math.floor(log.now() / 1000), zone).date;
  const isCurrent = today.startsWith(verdict.month);
  const later: Target = { kind: 'later', start: emptyForm(activity, isCurrent ? today : `${verdict.month}-01`) };
  const runs = mine.length > 0 || tab.timer !== null;

  function stopOf(timer: Timer): Target {
    return {
      kind: 'stop',
      timer,
      record: timer.record,
      settle: async () => timer,
      start: stopForm(timer.activity ?? activity, timer.start),
    };
  }
  function stopForm(what: string, start: number | null) {
    const now = Math.floor(log.now() / 1000);
    if (start === null) return emptyForm(what, today);
    const isStale = now - start > maximumOf(log);
    return formOf(what, { start, end: isStale ? null : Math.max(now, start + 1) }, zone, { answers: {}, free: '' });
  }
  function tabStopOf({ id, activity: what, start }: TabTimer): Target {
    return { kind: 'stop', timer: null, record: id, settle: tab.settle, start: stopForm(what, start) };
  }
  function editOf(entry: Entry): Target | null {
    const resource = resourceOf(result, entry.reference);
    if (resource === null) return null;
    const note = parseNote(noteFieldsOf(settings.noteTemplates, entry.activity), noteOf(resource));
    return {
      kind: 'edit',
      reference: entry.reference,
      entry: resource,
      start: formOf(entry.activity, entry, zone, note),
    };
  }
  /** What has a draft in this tab, to be gone on with. */
  function drafted(): Target | null {
    const kinds = new Set(draftKinds(connection));
    const targets = [
      later,
      ...mine.map(stopOf),
      ...(tab.timer === null ? [] : [tabStopOf(tab.timer)]),
      ...ledger.entries.flatMap((entry) => editOf(entry) ?? []),
    ];
    return targets.find((target) => kinds.has(draftKind(target))) ?? null;
  }
  function close() {
    setOpen(null);
  }
  function onSaved(outcome: RecordOutcome & { state: 'saved' }) {
    setSaved(outcome);
    setOpen(null);
    reload();
  }

  const unsaved = open === null ? drafted() : null;
  return (
    <Card title={WORDS.title}>
      <div className={styles.log}>
        <AccessNote access={access} />
        {expired && <p className={styles.trouble}>{WORDS.sessionOver}</p>}
        {unsaved !== null && (
          <Note tone="caution" icon="warning">
            <p>{WORDS.unsaved}</p>
            <p>
              <Button onClick={() => setOpen({ form: 'entry', target: unsaved })}>{WORDS.goOn}</Button>
            </p>
          </Note>
        )}
        {tab.timer !== null && (
          <>
            <TimerPanel
              log={log}
              user={user}
              {...tab.timer}
              reference={null}
              onStop={() => {
                const { timer } = tab;
                if (timer !== null) setOpen({ form: 'entry', target: tabStopOf(timer) });
              }}
              onDiscard={tab.forget}
            />
            <StartOutcome tab={tab} access={access} />
          </>
        )}
        {isCurrent &&
          mine.map((timer) => (
            <TimerPanel
              key={timer.reference}
              log={log}
              user={user}
              activity={timer.activity ?? activity}
              start={timer.start ?? Math.floor(log.now() / 1000)}
              reference={timer.reference}
              onStop={() => setOpen({ form: 'entry', target: stopOf(timer) })}
              onDiscard={() => setOpen({ form: 'discard', timer })}
            />
          ))}
        <div className={styles.row}>
          <label className={styles.field}>
            {WORDS.activity}
            <select value={activity} onChange={(event) => setActivity(event.target.value)}>
              <ActivityOptions choices={choices} />
            </select>
          </label>
          <div className={styles.actions}>
            {isCurrent && !runs && access.entry === 'procedure' && (
              <Button
                look="primary"
                disabled={expired}
                onClick={() => {
                  setSaved(null);
                  tab.start(activity);
                }}
              >
                {WORDS.startTimer}
              </Button>
            )}
            <Button
              onClick={() => {
                setSaved(null);
                setOpen({ form: 'entry', target: later });
              }}
            >
              {WORDS.logLater}
            </Button>
          </div>
        </div>
        {!isCurrent && <p className={styles.muted}>{WORDS.onlyCurrent}</p>}
        {others.map((timer) => (
          <p key={timer.reference} className={styles.muted}>
            {WORDS.colleague(
              timer.performers.map((one) => nameOf(result, one)).join(', ') || WORDS.ofPerson,
              activityWords(timer.activity ?? ''),
              timer.start === null ? '' : instantWords(timer.start, zone),
            )}
          </p>
        ))}
        {saved !== null && <Outcome outcome={saved} onAgain={close} text="" />}
        {ledger.entries.length > 0 && (
          <Disclosure summary={WORDS.entries(ledger.entries.length)}>
            <EntryList
              log={log}
              user={user}
              onEdit={(entry) => {
                const target = editOf(entry);
                if (target !== null) setOpen({ form: 'entry', target });
              }}
              onVoid={(entry) => setOpen({ form: 'void', entry })}
            />
          </Disclosure>
        )}
      </div>
      {open?.form === 'entry' && (
        <EntryForm
          log={log}
          user={user}
          access={access}
          target={open.target}
          onClose={close}
          onSaved={(outcome) => {
            if (open.target.kind === 'stop' && open.target.timer === null) tab.forget();
            onSaved(outcome);
          }}
        />
      )}
      {open?.form === 'void' && (
        <VoidForm
          log={log}
          title={WORDS.voidTitle}
          confirm={WORDS.confirmVoid}
          kind={`void ${open.entry.reference}`}
          request={(id, reason) => {
            const { reference } = open.entry;
            const entry = resourceOf(result, reference) ?? { resourceType: 'Procedure' };
            const { patient } = connection;
            return voidingOf({ id, entry, reference, patient, user, reason, recordedAt: Math.floor(log.now() / 1000) });
          }}
          onClose={close}
          onSaved={onSaved}
        />
      )}
      {open?.form === 'discard' && (
        <VoidForm
          log={log}
          title={WORDS.discardTitle}
          confirm={WORDS.confirmDiscard}
          kind={`discard ${open.timer.reference}`}
          request={(id, reason) => timerDiscard(open.timer, id, reason)}
          onClose={close}
          onSaved={onSaved}
        />
      )}
    </Card>
  );
}

function maximumOf({ settings }: Log): number {
  return settings.policy.maximumEntrySeconds ?? 4 * 3600;
}

/** What this EHR can't keep is said before anybody begins. */
function AccessNote({ access }: { access: Access }) {
  if (access.entry !== 'procedure')
    return (
      <Note tone="caution" icon="warning">
        <p>
          <strong>{WORDS.noEntries}.</strong> {access.entry === 'note' ? WORDS.noEntriesNote : WORDS.noEntriesText}
        </p>
      </Note>
    );
  if (access.timer === 'procedure') return null;
  return <p className={styles.muted}>{access.timer === 'document' ? WORDS.timerDocument : WORDS.timerTab}</p>;
}

/** How the start of the tab's timer is on its way into the EHR. */
function StartOutcome({ tab, access }: { tab: TabTimers; access: Access }) {
  const { saving, outcome } = tab.recording;
  if (saving) return <ProgressNote title={WORDS.starting} />;
  if (outcome?.state === 'saved' || access.timer === 'tab') return null;
  return (
    <Note tone="caution" icon="warning">
      <p>
        <strong>{WORDS.notInEhr}.</strong> {WORDS.notInEhrWhy}
      </p>
      {outcome !== null && 'detail' in outcome && <p>{outcome.detail}</p>}
      {outcome?.state === 'refused' && outcome.passedOver.map(({ route, why }) => <p key={route}>{why}</p>)}
      <p>
        <Button onClick={tab.retry}>{WORDS.startAgain}</Button>
      </p>
    </Note>
  );
}
