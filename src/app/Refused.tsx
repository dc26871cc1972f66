import type { Refusal } from '../ehr/types.ts';
import { Page } from './Page.tsx';
import { WORDS } from './words.ts';

/** No session: what happened, that nothing was read, and what to do. */
export function Refused({ refusal }: { refusal: Refusal }) {
  return (
    <Page title={WORDS.refusal[refusal.reason]} alert>
      <p>{refusal.detail}</p>
      <p>{WORDS.refusedKept}</p>
    </Page>
  );
}
