import type { Reference } from '../../rules/ledger.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../Page.tsx';
import { WORDS } from '../words.ts';

/** For whom the pages across patients are not meant (`roles.mayUsePractice`). What protects the charts are the EHR's rights, not this. */
export function NotYourPages({ user, onSignOut }: { user: Reference | null; onSignOut: () => void }) {
  return (
    <Page title={WORDS.notYourPages}>
      <p>{user === null ? WORDS.notYourPagesUnknown : WORDS.notYourPagesWhy(user)}</p>
      <p>{WORDS.notYourPagesNext}</p>
      <p>{WORDS.notYourPagesRights}</p>
      <p>
        <Button onClick={onSignOut}>{WORDS.signOut}</Button>
      </p>
    </Page>
  );
}
