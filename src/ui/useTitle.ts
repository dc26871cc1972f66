import { useEffect } from 'react';

/** Names the page in the browser's tab and to screen readers (WCAG 2.4.2); never by a patient, for the browser keeps it. */
export function useTitle(title: string, app = 'RPM Tally'): void {
  useEffect(() => {
    document.title = `${title} – ${app}`;
  }, [title, app]);
}
