import { useState, useSyncExternalStore } from 'react';
import { Icon } from '../ui/Icon.tsx';
import styles from './Offline.module.css';
import { WORDS } from './words.ts';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Says that the network is gone, what is kept and what to do; and once it is back, that one may go on. */
export function Offline() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const [wasGone, setWasGone] = useState(false);
  if (!online && !wasGone) setWasGone(true);
  return (
    <p role="status" className={online ? styles.back : styles.gone}>
      {!online && <Icon name="warning" />}
      {!online && WORDS.offline}
      {online && wasGone && WORDS.onlineAgain}
    </p>
  );
}
