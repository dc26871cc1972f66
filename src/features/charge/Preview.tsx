import type { ChargePreview } from '../../ehr/types.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Json } from '../../ui/Json.tsx';
import { Note } from '../../ui/Notes.tsx';
import { EvidenceLink } from '../verdict/EvidenceLink.tsx';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

interface Props {
  preview: ChargePreview;
  /** The same in plain words, a statement each. */
  statements: readonly string[];
}

/** Exactly what will be written, in plain words first; which way it takes, and why. */
export function Preview({ preview, statements }: Props) {
  const { choice, interaction, resource, request } = preview;
  return (
    <section className={styles.part}>
      <h3>{resource === null ? WORDS.whatSlip : WORDS.what}</h3>
      <ul className={styles.statements}>
        {statements.map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
      {request.evidence.length > 0 && (
        <Disclosure summary={WORDS.evidenceNamed(request.evidence.length)}>
          <ul className={styles.evidence}>
            {request.evidence.map((reference) => (
              <li key={reference}>
                <EvidenceLink reference={reference} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {resource !== null && interaction !== null && <Json label={WORDS.json(interaction)} value={resource} />}
      <p>
        <strong>{WORDS.route}:</strong> {choice.name}. {choice.why}
      </p>
      {choice.billerMust !== null && (
        <p>
          <strong>{WORDS.biller}:</strong> {choice.billerMust}
        </p>
      )}
      {choice.exactlyOnce === 'search' && <p className={styles.muted}>{WORDS.onlySearched}</p>}
      {choice.passedOver.length > 0 && (
        <Disclosure summary={WORDS.passedOver}>
          <ul className={styles.statements}>
            {choice.passedOver.map(({ route, name, why }) => (
              <li key={route}>
                <strong className={styles.sentence}>{name}</strong>: {why}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {choice.route === 'slip' && (
        <Note tone="caution" icon="warning">
          <p>{WORDS.slipOnly}</p>
        </Note>
      )}
    </section>
  );
}
