import type { ComponentProps } from 'react';
import styles from './Button.module.css';

type Props = ComponentProps<'button'> & { look?: 'primary' | 'plain' | 'icon' };

/** A button; `type="button"` unless told otherwise, so that none submits a form by accident. */
export function Button({ look = 'plain', className, ...rest }: Props) {
  return <button type="button" className={[styles.button, styles[look], className].join(' ')} {...rest} />;
}

/** A button that reads as a link in running text: it opens something on this screen. */
export function TextButton({ className, ...rest }: ComponentProps<'button'>) {
  return <button type="button" className={[styles.text, className].join(' ')} {...rest} />;
}
