import { type FormEvent, useMemo, useState } from 'react';
import { plansFor } from '../../ehr/plan.ts';
import { serviceMonth } from '../../fhir/calendar.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Choices, FieldRow, SelectField, TextField } from '../../ui/Fields.tsx';
import { monthWords } from '../../ui/time.ts';
import type { PracticePageProps } from '../panel/page.ts';
import { monthAt, monthBefore, monthsUntil } from '../verdict/months.ts';
import styles from './Audit.module.css';
import { type AuditPlan, frameOf, MOST, type SampleKind, SEEDS, sampleOf } from './sample.ts';
import { SAMPLE, WORDS } from './words.ts';

interface Props extends PracticePageProps {
  /** What is shown below, if anything. */
  shown: AuditPlan | null;
  running: boolean;
  onStart: (plan: AuditPlan) => void;
}

const KINDS = ['random', 'all', 'high-risk'] as const satisfies readonly SampleKind[];
/** Three months are a quarter: what practices audit at a time. */
const MONTHS_AT_FIRST = 3;
const DRAWN_AT_FIRST = 30;

/** Which months and which patients: stated so that anybody can draw the same again. */
export function PlanForm({ settings, now, month, panel, practice, shown, running, onStart, expired }: Props) {
  const last = monthBefore(monthAt(now(), settings.timeZone));
  const [fields, setFields] = useState(() => fieldsOf(shown ?? planAtFirst(month < last ? month : last)));
  const [tried, setTried] = useState(false);
  const { plan, problems } = useMemo(() => checked(fields), [fields]);
  const choose = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));

  const all = useMemo(() => frameOf(panel.patients, plan).length, [panel, plan]);
  const chosen = useMemo(() => sampleOf(panel.patients, plan).length, [panel, plan]);
  const tooMany = chosen > MOST ? WORDS.problem.tooMany(MOST) : undefined;
  const each = useMemo(() => {
    const [patient = 'Patient/x'] = panel.patients;
    const asked = plansFor(
      patient,
      serviceMonth(plan.to, settings.timeZone),
      settings.codes,
      practice.issuer.billingRecipient,
    );
    return asked.length + 1;
  }, [panel, plan.to, settings, practice]);
  const months = monthsUntil(last).map((value) => ({ value, label: monthWords(value) }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0 && tooMany === undefined && chosen > 0) onStart(plan);
  }

  return (
    <Card title={WORDS.plan}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FieldRow>
          <SelectField label={WORDS.from} value={fields.from} onChange={(from) => choose({ from })} options={months} />
          <SelectField
            label={WORDS.to}
            value={fields.to}
            onChange={(to) => choose({ to })}
            options={months}
            error={problems.range}
          />
        </FieldRow>
        <Choices
          label={WORDS.sample}
          hint={WORDS.sampleWhy}
          value={fields.sample}
          onChange={(sample) => choose({ sample })}
          options={KINDS.map((value) => ({ value, label: SAMPLE[value] }))}
        />
        {fields.sample === 'random' && (
          <FieldRow>
            <TextField
              label={WORDS.size}
              inputMode="numeric"
              value={fields.size}
              onChange={(size) => choose({ size })}
              error={tried || fields.size !== '' ? problems.size : undefined}
            />
            <TextField
              label={WORDS.seed}
              inputMode="numeric"
              value={fields.seed}
              onChange={(seed) => choose({ seed })}
              error={tried || fields.seed !== '' ? problems.seed : undefined}
            />
          </FieldRow>
        )}
        <div className={styles.muted}>
          <p>{WORDS.frame(chosen, all, panel.patients.length, panel.source)}</p>
          {chosen > 0 && <p>{WORDS.cost(chosen, each)}</p>}
          {fields.sample === 'random' && <p>{WORDS.seedWhy}</p>}
          {fields.sample === 'high-risk' && <p>{WORDS.highRiskCost}</p>}
          <p>{WORDS.who}</p>
        </div>
        {tooMany !== undefined && <p className={styles.problem}>{tooMany}</p>}
        {panel.patients.length === 0 && <p className={styles.problem}>{WORDS.problem.nobody}</p>}
        <p>
          <Button look="primary" type="submit" disabled={running || expired}>
            {shown === null ? WORDS.start : WORDS.again}
          </Button>
        </p>
      </form>
    </Card>
  );
}

/** What stands in the fields, as typed. */
interface Fields {
  from: string;
  to: string;
  sample: SampleKind;
  size: string;
  seed: string;
}

function fieldsOf({ from, to, sample, size, seed }: AuditPlan): Fields {
  return { from, to, sample, size: String(size), seed: String(seed) };
}

function planAtFirst(to: string): AuditPlan {
  let from = to;
  for (let month = 1; month < MONTHS_AT_FIRST; month++) from = monthBefore(from);
  // Six digits are enough to be nobody's choice, and few enough to be written down.
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { from, to, sample: 'random', size: DRAWN_AT_FIRST, seed: random % 1_000_000 };
}

interface Checked {
  plan: AuditPlan;
  problems: { range?: string; size?: string; seed?: string };
}

function checked(fields: Fields): Checked {
  const size = wholeNumber(fields.size);
  const seed = wholeNumber(fields.seed);
  const random = fields.sample === 'random';
  return {
    plan: { ...fields, size: size ?? 0, seed: seed ?? 0 },
    problems: {
      ...(fields.to < fields.from && { range: WORDS.problem.range }),
      ...(random && (size === null || size < 1 || size > MOST) && { size: WORDS.problem.size(MOST) }),
      ...(random && (seed === null || seed >= SEEDS) && { seed: WORDS.problem.seed }),
    },
  };
}

function wholeNumber(text: string): number | null {
  return /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : null;
}
