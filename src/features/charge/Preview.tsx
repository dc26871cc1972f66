import type { ChargePreview } from '../../ehr/types.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Json } from '../../ui/Json.tsx';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

/** Exactly what will be written, in plain words first; which way it takes, and why. */
export function Preview({ preview }: { preview: ChargePreview }) {
  const { choice, words, interaction, resource } = preview;
  return (
    <>
      <section className={styles.part}>
        <h3>{WORDS.what}</h3>
        <ul className={styles.statements}>
          {words.map((statement) => (
            <li key={statement}>{statement}</li>
          ))}
        </ul>
        {interaction !== null && <Json label={WORDS.json(interaction)} value={resource} />}
      </section>
      <section className={styles.part}>
        <h3>{WORDS.route}</h3>
        <p>
          <strong className={styles.sentence}>{choice.name}</strong>. {choice.why}
        </p>
        {choice.billerMust !== null && (
          <p>
            <strong>{WORDS.biller}:</strong> {choice.billerMust}
          </p>
        )}
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
      </section>
    </>
  );
}
