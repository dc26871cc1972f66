import { lazy, type ReactNode } from 'react';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { WORDS } from '../words.ts';
import { useIdle } from './idle.ts';

const IdleWarning = lazy(async () => ({ default: (await import('./IdleLock.tsx')).IdleWarning }));

interface Props {
  minutes: number;
  /** Called once nobody has used the page for so long. */
  onOver: () => void;
  children: ReactNode;
}

/** What is open, as long as somebody uses it. */
export function IdleWatch({ minutes, onOver, children }: Props) {
  const warned = useIdle(minutes, onOver);
  return (
    <>
      {children}
      {warned && (
        <LazyBoundary loading={WORDS.loading}>
          <IdleWarning minutes={minutes} />
        </LazyBoundary>
      )}
    </>
  );
}
