import styles from './Badge.module.css';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'good' | 'caution' | 'bad' | 'unsure' | 'neutral';

/** A state in a word, an icon and a colour; each of them alone would do. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: IconName; children: string }) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
