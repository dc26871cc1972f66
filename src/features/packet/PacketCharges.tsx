import type { EvidenceChange } from '../../ehr/types.ts';
import { dateWords, dayWords, instantWords } from '../../ui/time.ts';
import type { Fact } from '../verdict/facts.ts';
import type { PacketCharge } from './charges.ts';
import styles from './Packet.module.css';
import type { Packet } from './packet.ts';
import { Facts, List, Part } from './parts.tsx';
import { WORDS } from './words.ts';

const SAY = WORDS.charge;

/** The month's charges, who put their name to each, and whether the chart still gives the hash that was stored with it. */
export function PacketCharges({ packet: { charges, others, chargesUnread, verdict } }: { packet: Packet }) {
  const { timeZone } = verdict;
  return (
    <Part title={WORDS.charges}>
      {chargesUnread && <p>{WORDS.chargesNotRead}</p>}
      {charges.length === 0 && !chargesUnread && <p>{WORDS.noCharges}</p>}
      {charges.map((charge) => (
        <section key={charge.charge.reference} className={styles.item}>
          <h4>
            {charge.code}
            {charge.units !== null && ` × ${charge.units}`}: {charge.gone ? SAY.gone : SAY.stands}
          </h4>
          <Facts facts={chargeFacts(charge, timeZone)} />
        </section>
      ))}
      {others.length > 0 && (
        <>
          <h4>{WORDS.others}</h4>
          <List
            items={others.map(({ code, units, occurrence, reference, parties }) =>
              [`${code} × ${units}`, dayWords(occurrence.earliest, timeZone), ...parties, reference].join(', '),
            )}
          />
        </>
      )}
    </Part>
  );
}

function chargeFacts(charge: PacketCharge, timeZone: string): Fact[] {
  const { charge: found, occurrence, enteredBy, attestation, overrides, rulebook, hash, changes, gone } = charge;
  const at = (instant: number) => instantWords(instant, timeZone);
  const fact = (term: string, text: string) => ({ term, text });
  return [
    fact(SAY.route, `${WORDS.route[found.route]}, ${found.reference}`),
    ...(occurrence === null ? [] : [fact(SAY.serviceDate, momentWords(occurrence, timeZone))]),
    fact(SAY.recorded, found.recorded === null ? SAY.notTold : at(found.recorded)),
    fact(
      SAY.enteredBy,
      enteredBy === null ? SAY.notTold : [enteredBy.name, enteredBy.reference].filter(Boolean).join(', '),
    ),
    fact(SAY.attestation, attestation === null ? SAY.noAttestation : `“${attestation}”`),
    ...overrides.map((override) => fact(SAY.override, override)),
    ...(rulebook === null ? [] : [fact(SAY.rulebook, rulebook)]),
    fact(SAY.hash, hash === null ? SAY.noHash : SAY.stored(hash.stored)),
    ...(hash === null || gone
      ? []
      : hash.stored === hash.recomputed
        ? [fact('', SAY.same(at(hash.at)))]
        : [fact('', SAY.differs(hash.recomputed, at(hash.at))), fact('', SAY.differsWhy)]),
    ...(gone || (hash === null && changes.length === 0) ? [] : [fact(SAY.changes, changeWords(changes))]),
  ];
}

function changeWords(changes: readonly EvidenceChange[]): string {
  return changes.length === 0 ? SAY.noChanges : changes.map(({ detail }) => detail).join(' ');
}

/** A FHIR date or moment as people read it. */
function momentWords(text: string, timeZone: string): string {
  const at = Date.parse(text);
  return text.length <= 10 || Number.isNaN(at) ? dateWords(text) : instantWords(Math.floor(at / 1000), timeZone);
}
