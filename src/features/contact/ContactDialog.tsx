import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { contactRequest } from '../../ehr/record/contact.ts';
import { chooseRecordRoute } from '../../ehr/record/routes.ts';
import type { RelatedPerson } from '../../fhir/related-person.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Choices, FieldGroup, SelectField, TextField } from '../../ui/Fields.tsx';
import { Note } from '../../ui/Notes.tsx';
import { useSelection } from '../readings/selection.ts';
import styles from '../record/Record.module.css';
import { optionsOf, RecordForm, Saved, WillSay } from '../record/RecordForm.tsx';
import { useDraft } from '../record/useDraft.ts';
import { useRecord } from '../record/useRecord.ts';
import { EffectNote } from '../time-log/Effect.tsx';
import { basisOf } from '../time-log/effect.ts';
import { timeOf } from '../time-log/form.ts';
import { localTimeOf } from '../time-log/localTime.ts';
import { type Log, useNow, workerOf } from '../time-log/log.ts';
import { NoteFields } from '../time-log/NoteFields.tsx';
import { TimeFields } from '../time-log/TimeFields.tsx';
import { WORDS as TIME } from '../time-log/words.ts';
import { useCaregivers } from './caregivers.ts';
import { emptyContact, type Form, formSchema, noteOf, recordOf, supposed, troubleOf } from './form.ts';
import { contactFieldsOf } from './templates.ts';
import { WORDS } from './words.ts';

interface Props {
  log: Log;
  onClose: () => void;
}

/** One call, from what was said to its contact and its entry in the chart. Loaded when somebody records one. */
export default function ContactDialog({ log, onClose }: Props) {
  const { connection, settings, result } = log;
  const user = workerOf(connection);
  const now = useNow(log.now, 5);
  const draft = useDraft(connection, 'contact', formSchema, () =>
    emptyContact(localTimeOf(now, settings.timeZone).date),
  );
  const recording = useRecord(connection, draft);
  const { outcome, save } = recording;
  const caregivers = useCaregivers(connection);
  const { chosen, choose } = useSelection(connection);
  const basis = useMemo(() => basisOf(result, settings), [result, settings]);
  const route = useRoute(log, user ?? 'Practitioner/unknown');
  const [tried, setTried] = useState(false);

  const form = draft.draft.value;
  const change = (part: Partial<Form>) => draft.set({ ...form, ...part });
  const changeTime = (part: Partial<Form['time']>) => change({ time: { ...form.time, ...part } });
  const time = timeOf(form.time, settings.timeZone, basis.policy.maximumEntrySeconds, now);
  const span = 'span' in time ? time.span : null;
  const record =
    span === null || user === null
      ? null
      : recordOf(log, form, { id: draft.draft.id, user, span, caregivers, reasons: chosen });
  const trouble = ('trouble' in time ? TIME.trouble[time.trouble] : null) ?? troubleOf(form, settings);
  const spoke = form.outcome === 'spoke';
  const note = noteOf(form, settings, caregivers);
  const closed = user === null || route?.route === null;

  async function write() {
    setTried(true);
    if (record === null || trouble !== null) return;
    const ended = await save(contactRequest(record));
    if (ended.state !== 'saved') return;
    draft.discard();
    choose([]);
    log.reload();
  }

  if (outcome?.state === 'saved')
    return (
      <Dialog title={WORDS.dialog} closeLabel={WORDS.close} onClose={onClose}>
        <Saved outcome={outcome} text={note} onClose={onClose} />
      </Dialog>
    );

  return (
    <Dialog title={WORDS.dialog} closeLabel={WORDS.close} onClose={onClose}>
      <RecordForm
        draft={draft}
        recording={recording}
        expired={log.expired}
        text={note}
        saveLabel={closed ? null : spoke ? WORDS.save : WORDS.saveAttempt}
        onSave={() => void write()}
        onClose={onClose}
        head={
          user === null ? (
            <Note tone="caution" icon="warning">
              <p>
                <strong>{WORDS.noUser}</strong>
              </p>
              <p>{WORDS.noUserWhy}</p>
            </Note>
          ) : (
            route !== undefined && <RouteNote route={route} />
          )
        }
        foot={
          <>
            {chosen.length > 0 && <p className={styles.muted}>{TIME.reasons(chosen.length)}</p>}
            <WillSay text={note} />
            {record && user && <EffectNote basis={basis} now={now} user={user} replaced={null} {...supposed(record)} />}
            {trouble !== null && (
              <p className={tried ? styles.trouble : styles.muted} role={tried ? 'alert' : undefined}>
                {trouble}
              </p>
            )}
          </>
        }
      >
        <Choices
          label={WORDS.outcome}
          hint={spoke ? undefined : WORDS.attempt}
          value={form.outcome}
          onChange={(chosenOutcome) => change({ outcome: chosenOutcome })}
          options={optionsOf(WORDS.outcomes)}
        />
        <Choices
          label={WORDS.medium}
          value={form.medium}
          onChange={(medium) => change({ medium })}
          options={optionsOf(WORDS.media)}
        />
        <Who form={form} change={change} caregivers={caregivers} tried={tried} />
        <CallTimer form={form.time} change={changeTime} now={log.now} timeZone={settings.timeZone} />
        <TimeFields
          form={form.time}
          change={changeTime}
          zone={settings.timeZone}
          twice={'span' in time && time.twice}
        />
        {'span' in time && time.overnight && <p className={styles.muted}>{TIME.overnight}</p>}
        <NoteFields form={form.time} fields={contactFieldsOf(settings, spoke)} change={changeTime} />
      </RecordForm>
    </Dialog>
  );
}

type Route = Awaited<ReturnType<typeof chooseRecordRoute>>;

/** Which way a contact would take here, known before anybody types. Undefined while the EHR is asked, or can't be. */
function useRoute(log: Log, user: string): Route | undefined {
  const { connection } = log;
  const { data } = useQuery({
    queryKey: ['contact-route', connection.issuer.iss, connection.scopes],
    queryFn: () => {
      const form = emptyContact('');
      const span = { start: 0, end: 0 };
      const record = recordOf(log, form, { id: form.entryId, user, span, caregivers: [], reasons: [] });
      return record === null ? { route: null, passedOver: [] } : chooseRecordRoute(connection, contactRequest(record));
    },
    // What the EHR refused meanwhile is known.
    staleTime: 0,
  });
  return data;
}

/** What is said of the way before anybody types, where it isn't the whole one. */
function RouteNote({ route: { route, passedOver } }: { route: Route }) {
  if (route !== null && passedOver.length === 0) return null;
  return (
    <Note tone="caution" icon="warning">
      <p>
        <strong>{route === null ? WORDS.noRoute : WORDS.lessRoute(route.name)}</strong>
      </p>
      <p>{route === null ? WORDS.noRouteWhy : route.next}</p>
      <ul>
        {[...new Set(passedOver.map(({ why }) => why))].map((why) => (
          <li key={why}>{why}</li>
        ))}
      </ul>
    </Note>
  );
}

interface WhoProps {
  form: Form;
  change: (part: Partial<Form>) => void;
  caregivers: readonly RelatedPerson[];
  tried: boolean;
}

function Who({ form, change, caregivers, tried }: WhoProps) {
  const known = caregivers.map(({ reference, name, relationship }) => ({
    value: reference,
    label: relationship === '' ? name : `${name}, ${relationship}`,
  }));
  const missing = tried && form.name.trim() === '';
  return (
    <>
      <SelectField
        label={WORDS.who}
        value={form.who}
        onChange={(who) => change({ who })}
        options={[{ value: 'patient', label: WORDS.patient }, ...known, { value: 'other', label: WORDS.someoneElse }]}
      />
      {form.who === 'other' && (
        <TextField
          label={WORDS.name}
          hint={WORDS.nameHint}
          error={missing ? WORDS.nameFirst : undefined}
          value={form.name}
          onChange={(name) => change({ name })}
        />
      )}
    </>
  );
}

interface TimerProps {
  form: Form['time'];
  change: (part: Partial<Form['time']>) => void;
  now: () => number;
  timeZone: string;
}

/** The times of a call that is under way, taken from the clock. */
function CallTimer({ form, change, now, timeZone }: TimerProps) {
  const clock = () => localTimeOf(Math.floor(now() / 1000), timeZone);
  const running = form.start !== '' && form.by === 'end' && form.end === '';
  return (
    <FieldGroup label={WORDS.timer} hint={WORDS.timerHint}>
      <Button
        onClick={() => {
          const { date, time } = clock();
          change({ date, start: time, by: 'end', end: '' });
        }}
      >
        {WORDS.startsNow}
      </Button>
      <Button disabled={!running} onClick={() => change({ end: clock().time })}>
        {WORDS.endsNow}
      </Button>
      <p className={styles.muted} role="status">
        {running && WORDS.began(form.start)}
      </p>
    </FieldGroup>
  );
}
