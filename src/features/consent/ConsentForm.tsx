import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { consentRequest } from '../../ehr/record/consent.ts';
import { chooseRecordRoute } from '../../ehr/record/routes.ts';
import { isResource, localReference, valueAt } from '../../fhir/resource.ts';
import { consentText } from '../../fhir/write/consent.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { whatIf } from '../../rules/what-if.ts';
import { Checkbox, Choices, FieldGroup, FieldRow, SelectField, TextField } from '../../ui/Fields.tsx';
import { Note } from '../../ui/Notes.tsx';
import { dayWords, instantWords } from '../../ui/time.ts';
import { optionsOf, RecordForm, Saved, WillSay } from '../record/RecordForm.tsx';
import { useDraft } from '../record/useDraft.ts';
import { useRecord } from '../record/useRecord.ts';
import { effectSentence } from '../time-log/Effect.tsx';
import { type Basis, basisOf } from '../time-log/effect.ts';
import { type Log, useNow, workerOf } from '../time-log/log.ts';
import styles from './Consent.module.css';
import { consentWords } from './Enrolment.tsx';
import {
  emptyConsent,
  type Form,
  formSchema,
  momentIn,
  recordOf,
  statementsOf,
  type Trouble,
  troublesOf,
} from './form.ts';
import { languageOf } from './language.ts';
import type { Programme } from './programme.ts';
import { useName } from './useName.ts';
import { POINTS, RECORD as WRITTEN } from './wording.ts';
import { WORDS } from './words.ts';

interface Props {
  log: Log;
  programme: Programme;
  onClose: () => void;
}

/** A decision of the patient, from what was explained to its record in the chart. */
export function ConsentForm({ log, programme, onClose }: Props) {
  const { connection, settings, result } = log;
  const user = workerOf(connection);
  const userName = useName(connection, user);
  const now = useNow(log.now, 5);
  const draft = useDraft(connection, 'consent', formSchema, () =>
    emptyConsent(now, settings.timeZone, languageOf(result, settings.language)),
  );
  const recording = useRecord(connection, draft);
  const { outcome, save } = recording;
  const basis = useMemo(() => basisOf(result, settings), [result, settings]);
  const [tried, setTried] = useState(false);

  const form = draft.draft.value;
  const change = (part: Partial<Form>) => draft.set({ ...form, ...part });
  const askedBy = form.askedBy ?? userName ?? '';
  const at = momentIn(form, settings.timeZone);
  const troubles = troublesOf(form, at, now, askedBy);
  const errorOf = (field: Trouble['field']) => (tried ? troubles.find((one) => one.field === field)?.text : undefined);
  const known = { id: draft.draft.id, askedBy, organization: organizationOf(log) };
  const route = useRoute(log, known.id);
  const closed = user === null || route?.route === null;
  const text = [
    consentText({ title: WRITTEN.titles[form.decision], statements: statementsOf(form, askedBy) }),
    ...(at === null ? [] : [instantWords(at, settings.timeZone)]),
  ].join('\n');

  async function write() {
    setTried(true);
    if (user === null || at === null || troubles.length > 0) return;
    const ended = await save(consentRequest(recordOf(log, form, { ...known, user, at })));
    if (ended.state !== 'saved') return;
    draft.discard();
    log.reload();
  }

  if (outcome?.state === 'saved')
    return (
      <Saved outcome={outcome} text={text} onClose={onClose}>
        {form.method === 'written' && <p>{WORDS.signed}</p>}
      </Saved>
    );

  return (
    <RecordForm
      draft={draft}
      recording={recording}
      expired={log.expired}
      text={text}
      saveLabel={closed ? null : WORDS.save}
      onSave={() => void write()}
      onClose={onClose}
      head={
        <>
          <h3>{WORDS.record}</h3>
          {user === null ? (
            <Closed title={WORDS.noUser} why={[WORDS.noUserWhy]} />
          ) : (
            route?.route === null && (
              <Closed title={WORDS.noRoute} why={[WORDS.noRouteWhy, ...route.passedOver.map(({ why }) => why)]} />
            )
          )}
          {!closed && route?.route && (
            <div className={styles.muted}>
              <p>{WORDS.route(route.route.name)}</p>
              {route.passedOver.map(({ why }) => (
                <p key={why}>{why}</p>
              ))}
            </div>
          )}
        </>
      }
      foot={
        <>
          <WillSay text={text} />
          {at !== null && at <= now && (
            <Effect form={form} at={at} basis={basis} now={now} timeZone={settings.timeZone} />
          )}
          {tried && troubles.length > 0 && (
            <div className={styles.trouble} role="alert">
              {troubles.map(({ field, text: trouble }) => (
                <p key={field}>{trouble}</p>
              ))}
            </div>
          )}
        </>
      }
    >
      <Choices
        label={WORDS.decision}
        value={form.decision}
        onChange={(decision) => change({ decision })}
        options={optionsOf(WORDS.decisions)}
      />
      <Choices
        label={WORDS.method}
        value={form.method}
        onChange={(method) => change({ method })}
        options={optionsOf(WRITTEN.methods)}
      />
      <Choices
        label={WORDS.language}
        value={form.language}
        // What was ticked was read out in the other language.
        onChange={(language) => change({ language, points: [] })}
        options={optionsOf(WORDS.languages)}
      />
      {form.decision !== 'withdrawn' && <Points form={form} change={change} error={errorOf('points')} />}
      <FieldRow>
        <TextField
          label={WORDS.date}
          type="date"
          value={form.date}
          error={errorOf('time')}
          onChange={(date) => change({ date })}
        />
        <TextField label={WORDS.time} type="time" value={form.time} onChange={(time) => change({ time })} />
      </FieldRow>
      <p className={styles.muted}>{WORDS.zone(settings.timeZone)}</p>
      <TextField
        label={WORDS.askedBy}
        value={askedBy}
        error={errorOf('askedBy')}
        onChange={(name) => change({ askedBy: name })}
      />
      <TextField
        label={WORDS.decidedBy}
        hint={WORDS.decidedByHint}
        value={form.decidedBy}
        onChange={(decidedBy) => change({ decidedBy })}
      />
      <TextField
        label={WORDS.witness}
        hint={WORDS.witnessHint}
        value={form.witness}
        onChange={(witness) => change({ witness })}
      />
      {form.decision !== 'given' && (
        <TextField label={WORDS.reason} value={form.reason} onChange={(reason) => change({ reason })} />
      )}
      {programme.consents.length > 0 && (
        <SelectField
          label={WORDS.correct}
          hint={WORDS.correctHint}
          value={form.replaces}
          onChange={(replaces) => change({ replaces })}
          options={[
            { value: '', label: WORDS.correctNone },
            ...programme.consents.map((consent) => ({
              value: consent.reference,
              label: consentWords(consent, (when) =>
                when === null ? WORDS.noDay : dayWords(when.earliest, settings.timeZone),
              ),
            })),
          ]}
        />
      )}
    </RecordForm>
  );
}

/** Which way a consent takes here, known before anybody types. Undefined while the EHR is asked, or can't be. */
function useRoute(log: Log, id: string) {
  const { connection } = log;
  const { data } = useQuery({
    queryKey: ['consent-route', connection.issuer.iss, connection.scopes],
    queryFn: () => {
      const form = emptyConsent(0, 'UTC', 'en');
      const known = { id, user: connection.patient, at: 0, askedBy: '', organization: null };
      return chooseRecordRoute(connection, consentRequest(recordOf(log, form, known)));
    },
    // What the EHR refused meanwhile is known.
    staleTime: 0,
  });
  return data;
}

/** The practice, by what the chart says of the monitoring's encounter or of an earlier consent. */
function organizationOf({ connection, result }: Log): Reference | null {
  const named = result.ledger.consents.find(({ organization }) => organization !== null)?.organization;
  const encounter = result.read.resources
    .filter(isResource)
    .find(({ resourceType, id }) => `${resourceType}/${id}` === connection.encounter);
  return named ?? localReference(valueAt(encounter, ['serviceProvider', 'reference']));
}

function Closed({ title, why }: { title: string; why: readonly string[] }) {
  return (
    <Note tone="caution" icon="warning">
      <p>
        <strong>{title}</strong>
      </p>
      {why.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Note>
  );
}

interface PointsProps {
  form: Form;
  change: (part: Partial<Form>) => void;
  error: string | undefined;
}

/** Each point in the words that are said to the patient, to be ticked once it was. */
function Points({ form, change, error }: PointsProps) {
  return (
    <FieldGroup label={WORDS.points} hint={WORDS.pointsHint} error={error}>
      <div className={styles.points} lang={form.language}>
        {POINTS[form.language].map(({ id, label, text }) => (
          <Checkbox
            key={id}
            label={
              <>
                <strong>{label}.</strong> {text}
              </>
            }
            checked={form.points.includes(id)}
            onChange={(yes) =>
              change({ points: yes ? [...form.points, id] : form.points.filter((point) => point !== id) })
            }
          />
        ))}
      </div>
    </FieldGroup>
  );
}

interface EffectProps {
  form: Form;
  at: Instant;
  basis: Basis;
  now: Instant;
  timeZone: string;
}

/** What the decision would change in the month shown, by the engine's own word. */
function Effect({ form, at, basis, now, timeZone }: EffectProps) {
  return (
    <section className={styles.part} aria-label={WORDS.effect} aria-live="polite">
      <p>
        <strong>
          {form.decision === 'given' ? givenWords(at, basis, now, timeZone) : WORDS.ends(dayWords(at, timeZone))}
        </strong>
      </p>
    </section>
  );
}

function givenWords(at: Instant, { result, month, policy }: Basis, now: Instant, timeZone: string): string {
  const given = { earliest: at, latest: at };
  const consent = { reference: 'Consent/new', state: 'given' as const, given, ended: null, organization: null };
  const { addedSeconds, completes, meets } = whatIf(result.ledger, month, policy, now, { consents: [consent] });
  if (addedSeconds === 0 && meets.length === 0) return WORDS.changesNothing;
  return effectSentence({ added: addedSeconds, completes, meets }, timeZone);
}
