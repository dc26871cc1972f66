import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { loadConfig } from '../config/config.ts';
import { issuersOf } from '../config/issuers.ts';
import { openSession } from '../ehr/session.ts';
import { fhirclient } from '../ehr/smart.ts';
import { App } from './App.tsx';
import { engine } from './engine.ts';
import { mount } from './mount.tsx';

const client = new QueryClient({
  defaultOptions: {
    // `ehr/` retries by itself, as the EHR asks; a chart is not read again because a window was looked at.
    // What the browser thinks of the network is not asked: offline, a query would wait without a word, and an EHR in the house be left alone.
    queries: {
      networkMode: 'always',
      retry: false,
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
});

// Under way while the settings are read and the session is opened. If one fails, who needs it says so.
engine().catch(() => undefined);
fhirclient().catch(() => undefined);

// Outside of React: the session is opened once a page load, however often StrictMode renders.
void mount(async () => {
  const config = await loadConfig();
  const sessions = openSession(issuersOf(config));
  return (
    <QueryClientProvider client={client}>
      <App config={config} sessions={sessions} />
    </QueryClientProvider>
  );
});
