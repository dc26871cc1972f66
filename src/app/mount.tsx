import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SettingsError } from '../fhir/settings.ts';
import { ProgressNote } from '../ui/Notes.tsx';
import '../ui/base.css';
import '../ui/print.css';
import { ConfigUnreadable } from '../config/config.ts';
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
    show((await configProblem(error)) ?? <Rethrow error={error} />);
  }
}

/** The page for wrong settings, which nobody should ever have to load; null for other errors, and where it can't be loaded. */
async function configProblem(error: unknown): Promise<ReactNode> {
  if (!(error instanceof SettingsError || error instanceof ConfigUnreadable)) return null;
  const page = await import('./ConfigProblem.tsx').catch(() => null);
  return page && <page.ConfigProblem error={error} />;
}

/** Hands an error to the boundary above. */
function Rethrow({ error }: { error: unknown }): never {
  throw error;
}
