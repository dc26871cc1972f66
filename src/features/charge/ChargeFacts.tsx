import type { ChargeToVoid } from '../../ehr/types.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EvidenceLink } from '../verdict/EvidenceLink.tsx';
import type { Look } from '../verdict/words.ts';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

const TONE: Record<ChargeToVoid['why'], Pick<Look, 'tone' | 'icon'>> = {
  unsupported: { tone: 'bad', icon: 'warning' },
  'fewer-units': { tone: 'bad', icon: 'warning' },
  'more-units': { tone: 'caution', icon: 'info' },
  'other-code': { tone: 'caution', icon: 'info' },
  duplicate: { tone: 'bad', icon: 'warning' },
  none: { tone: 'good', icon: 'check' },
};

/** What a charge says, what is wrong with it, and what has changed since. */
export function ChargeFacts({ charge: { charge, code, units, why, detail, changes } }: { charge: ChargeToVoid }) {
  return (
    <div>
      <p className={styles.head}>
        <span>
          <strong>{WORDS.charged.line(code, units)}</strong> <EvidenceLink reference={charge.reference} />
        </span>
        <Badge {...TONE[why]}>{WORDS.charged.why[why]}</Badge>
      </p>
      {why !== 'none' && <p>{detail}</p>}
      {/* Two charges of one line look alike but for this. */}
      {why === 'duplicate' && <p className={styles.muted}>{charge.reference}</p>}
      {changes.length > 0 && (
        <Disclosure summary={WORDS.charged.changes(changes.length)}>
          <ul className={styles.statements}>
            {changes.map((change) => (
              <li key={`${change.reference} ${change.what}`}>
                <EvidenceLink reference={change.reference} />: {change.detail}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}
