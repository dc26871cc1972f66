import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './Scroll.module.css';

/**
 * A table that may be wider than the screen: it scrolls, not the page (WCAG 2.2, 1.4.10), and as long as it does the keyboard reaches it.
 */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const shown = box.current;
    if (shown === null) return;
    const measured = new ResizeObserver(() => setScrolls(shown.scrollWidth > shown.clientWidth));
    measured.observe(shown);
    if (shown.firstElementChild !== null) measured.observe(shown.firstElementChild);
    return () => measured.disconnect();
  }, []);
  const reachable = scrolls ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {};
  return (
    <div ref={box} className={styles.scroll} {...reachable}>
      {children}
    </div>
  );
}
