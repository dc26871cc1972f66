import { Component, type ReactNode, Suspense } from 'react';
import { ErrorNote, ProgressNote } from './Notes.tsx';

interface Props {
  /** Shown while the part is being loaded. */
  loading: string;
  children: ReactNode;
}

const BROKEN = {
  title: 'This part of the app could not be shown',
  kept: 'Nothing was changed in the chart by this, and the rest of the screen stands. The network may have failed, or the app was updated meanwhile.',
  reload: 'Load the page again',
};

/**
 * A part of a screen that is loaded when it is needed (`lazy`). One that doesn't arrive, or that breaks, leaves the rest of the screen
 * alone. React has no other way to catch either, and asks no second time for a chunk: hence the page is loaded anew.
 */
export class LazyBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    const { loading, children } = this.props;
    if (!this.state.failed) return <Suspense fallback={<ProgressNote title={loading} />}>{children}</Suspense>;
    return (
      <ErrorNote title={BROKEN.title} retry={{ label: BROKEN.reload, onRetry: () => window.location.reload() }}>
        <p>{BROKEN.kept}</p>
      </ErrorNote>
    );
  }
}
