import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SettingsError } from '../fhir/settings.ts';
import { ProgressNote } from '../ui/Notes.tsx';
import '../ui/base.css';
import { ConfigUnreadable } from '../config/config.ts';
import { ConfigProblem } from './ConfigProblem.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { WORDS } from './words.ts';

/** Shows a page that takes a moment to make; whatever goes wrong meanwhile, the page is never blank. */
export async function mount(page: () => Promise<ReactNode>): Promise<void> {
  const element = document.getElementById('root');
  if (element === null) throw new Error('The page has no element with the id "root".');
  const root = createRoot(element);
  const show = (content: ReactNode) =>
    root.render(
      <StrictMode>
        <ErrorBoundary>{content}</ErrorBoundary>
      </StrictMode>,
    );
  show(
    <main>
      <ProgressNote title={WORDS.starting} />
    </main>,
  );
  try {
    show(await page());
  } catch (error) {
    show(
      error instanceof SettingsError || error instanceof ConfigUnreadable ? (
        <ConfigProblem error={error} />
      ) : (
        <Rethrow error={error} />
      ),
    );
  }
}

/** Hands an error to the boundary above. */
function Rethrow({ error }: { error: unknown }): never {
  throw error;
}
