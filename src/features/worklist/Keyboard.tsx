import { useEffect, useRef, useState } from 'react';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Checkbox } from '../../ui/Fields.tsx';
import { keepKeys, keysAreOn } from './kept.ts';
import styles from './Worklist.module.css';
import { WORDS } from './words.ts';

/**
 * What single keys do, unless the person has switched them off (WCAG 2.2, 2.1.4), types something, or has a dialog before them.
 * @returns for `Keyboard`
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>) {
  const [on, setOn] = useState(keysAreOn);
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (!on) return;
    function press(event: KeyboardEvent) {
      const { key, target, ctrlKey, altKey, metaKey, defaultPrevented } = event;
      const action = latest.current[key];
      if (action === undefined || ctrlKey || altKey || metaKey || defaultPrevented) return;
      if (target instanceof Element && target.closest('input, select, textarea, [contenteditable], dialog') !== null)
        return;
      event.preventDefault();
      action();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on]);
  return {
    on,
    onSwitch: (yes: boolean) => {
      keepKeys(yes);
      setOn(yes);
    },
  };
}

/** Which keys do what, and the switch for those that are no more than a letter. */
export function Keyboard({ on, onSwitch }: { on: boolean; onSwitch: (yes: boolean) => void }) {
  return (
    <Disclosure summary={WORDS.keys}>
      <dl className={styles.keys}>
        {[...WORDS.keysHow, ...(on ? WORDS.keysSingle : [])].map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Checkbox label={WORDS.keysOn} checked={on} onChange={onSwitch} />
    </Disclosure>
  );
}
