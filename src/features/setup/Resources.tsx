import type { InteractionFinding, Tried, TypeFinding } from '../../ehr/preflight/types.ts';
import { Card } from '../../ui/Card.tsx';
import { GradeBadge } from './GradeBadge.tsx';
import styles from './Setup.module.css';
import { WORDS } from './words.ts';

/** Each resource type that the app touches: what was declared, what was granted, and what came of trying. */
export function Resources({ types }: { types: readonly TypeFinding[] }) {
  return (
    <Card title={WORDS.resources}>
      <p className={styles.means}>{WORDS.resourcesWhy}</p>
      <ul className={styles.types}>
        {types.map(({ type, use, grade, interactions }) => (
          <li key={type} className={styles.type}>
            <p className={styles.head}>
              <GradeBadge grade={grade} /> <strong>{type}</strong> <span className={styles.means}>{use}</span>
            </p>
            <ul>
              {interactions.map((one) => (
                <li key={one.interaction}>
                  <strong>{WORDS.interaction[one.interaction]}</strong>: {declaredWords(one)}, {triedWords(one.tried)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function declaredWords({ declared, granted }: InteractionFinding): string {
  const offered = declared === null ? WORDS.declaredUnknown : declared ? WORDS.declared : WORDS.notDeclared;
  return `${offered}, ${granted ? WORDS.granted : WORDS.notGranted}`;
}

function triedWords({ state, detail }: Tried): string {
  return `${WORDS.tried[state]} (${detail})`;
}
