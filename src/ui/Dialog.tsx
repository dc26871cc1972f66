import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './Button.tsx';
import styles from './Dialog.module.css';
import { Icon } from './Icon.tsx';

interface Props {
  title: string;
  closeLabel: string;
  /** Called on Escape, on the close button and on a press outside. */
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal drawer: the browser's own `dialog`, which keeps the focus inside and gives it back when it closes.
 * It is open as long as it is rendered.
 */
export function Dialog({ title, closeLabel, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    if (shown !== null && !shown.open) shown.showModal();
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement) opener.focus();
      // What opened it may be gone or disabled by now.
      if (document.activeElement === document.body) document.querySelector('main')?.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape and the close button do the same by keyboard.
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={styles.panel}>
        <header className={styles.head}>
          <h2 id={heading}>{title}</h2>
          <Button look="icon" aria-label={closeLabel} onClick={onClose}>
            <Icon name="close" />
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
