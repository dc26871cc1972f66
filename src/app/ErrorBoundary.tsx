import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Page } from './Page.tsx';
import { WORDS } from './words.ts';

/** Never a blank page: what happened, what was kept, what to do. React has no other way to catch an error of rendering. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Page title={WORDS.crashed} alert>
        <p>{WORDS.crashedKept}</p>
        <p>
          <Button look="primary" onClick={() => location.reload()}>
            {WORDS.reload}
          </Button>
        </p>
        <Disclosure summary={WORDS.detail}>
          <code>{`${error.name}: ${error.message}`}</code>
        </Disclosure>
      </Page>
    );
  }
}
