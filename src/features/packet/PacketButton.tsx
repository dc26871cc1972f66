import { type ComponentProps, lazy, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { WORDS } from './buttonWords.ts';

const ChartPacket = lazy(() => import('./ChartPacket.tsx'));

/** Opens the evidence packet of the chart's month. */
export function PacketButton(props: Omit<ComponentProps<typeof ChartPacket>, 'onClose'>) {
  const [open, setOpen] = useState(false);
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{WORDS.open}</Button>
      {open && (
        <LazyBoundary loading={WORDS.loading}>
          <ChartPacket {...props} onClose={() => setOpen(false)} />
        </LazyBoundary>
      )}
    </p>
  );
}
