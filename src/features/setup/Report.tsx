import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import styles from './Setup.module.css';
import { WORDS } from './words.ts';

/** The look as text, to be sent to the integration team. Where the browser gives no clipboard (frames), it can be selected. */
export function Report({ text, onAgain }: { text: string; onAgain: () => void }) {
  const { copied, copy } = useCopy(text);
  return (
    <Card title={WORDS.report}>
      <p>{WORDS.reportWhy}</p>
      <p className={styles.buttons}>
        <Button look="primary" onClick={copy}>
          {WORDS.copy}
        </Button>
        <Button onClick={onAgain}>{WORDS.lookAgain}</Button>
        <span role="status">{copied !== 'no' && WORDS.copied[copied]}</span>
      </p>
      <textarea className={styles.report} readOnly rows={10} value={text} aria-label={WORDS.report} />
    </Card>
  );
}
