import { useQuery } from '@tanstack/react-query';
import { permission } from '../../ehr/capability.ts';
import { EhrError } from '../../ehr/errors.ts';
import type { Connection } from '../../ehr/types.ts';
import type { Consent, When } from '../../rules/ledger.ts';
import { Badge } from '../../ui/Badge.tsx';
import { dateWords, dayWords } from '../../ui/time.ts';
import type { Log } from '../time-log/log.ts';
import styles from './Consent.module.css';
import { type Missing, orderOf, type Programme } from './programme.ts';
import { useName } from './useName.ts';
import { WORDS } from './words.ts';

/** Consent, devices, order and start, each with where it was found, and what is missing to start. */
export function Enrolment({ log, programme }: { log: Log; programme: Programme }) {
  const { connection, result, settings } = log;
  const { state, consents, devices, start } = programme;
  const { word, tone, icon } = WORDS.state[state];
  const orders = useOrders(connection);
  const order = orderOf([...orders, ...result.read.resources], connection.encounter);
  const looked = useName(connection, order !== null && order.name === null ? order.practitioner : null);
  const missing: Missing[] = [...programme.missing, ...(order === null ? (['order'] as const) : [])];
  const day = (when: When | null) => (when === null ? WORDS.noDay : dayWords(when.earliest, settings.timeZone));
  return (
    <dl className={styles.facts}>
      <dt>{WORDS.programme}</dt>
      <dd>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
        {WORDS.sentence[state]}
      </dd>
      {start !== null && (
        <>
          <dt>{WORDS.start}</dt>
          <dd>{typeof start === 'string' ? dateWords(start) : dayWords(start, settings.timeZone)}</dd>
        </>
      )}
      <dt>{WORDS.consents}</dt>
      <dd>
        {consents.length === 0 && WORDS.noConsents}
        {consents.map((consent) => (
          <span key={consent.reference}>{consentWords(consent, day)}</span>
        ))}
      </dd>
      <dt>{WORDS.devices}</dt>
      <dd>
        {devices.length === 0 && WORDS.noDevices}
        {devices.map(({ reference, name, since }) => (
          <span key={reference}>
            {name ?? reference}, {since === null ? WORDS.sinceUnknown : WORDS.since(dateWords(since))}
          </span>
        ))}
      </dd>
      <dt>{WORDS.ordering}</dt>
      <dd>
        {order === null
          ? WORDS.noOrder
          : `${order.name ?? looked ?? order.practitioner}, ${order.by === 'order' ? WORDS.byOrder : WORDS.byEncounter}`}
      </dd>
      {missing.length > 0 && (
        <>
          <dt>{WORDS.missing}</dt>
          <dd>
            {missing.map((one) => (
              <strong key={one}>{WORDS.missingWords[one]}</strong>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

/** `Given on 2 Mar 2026, ended on 13 Mar 2026, from a filled-in form` */
export function consentWords({ state, given, ended, reference }: Consent, day: (when: When | null) => string): string {
  const [type = ''] = reference.split('/');
  const decided = WORDS.decided[state](day(state === 'withdrawn' ? (ended ?? given) : given));
  const until = state === 'given' && ended !== null ? [WORDS.ended(day(ended))] : [];
  return [decided, ...until, WORDS.from[type] ?? reference].join(', ');
}

const NONE: readonly unknown[] = [];

/** The patient's orders, where the EHR lets the app ask; else none, and the encounter must do. */
function useOrders(connection: Connection): readonly unknown[] {
  const { data } = useQuery({
    queryKey: ['orders', connection.issuer.iss, connection.patient],
    queryFn: async () => {
      try {
        const { server, scopes, patient } = connection;
        const may = permission(await connection.capabilities(), scopes, 'ServiceRequest', 'search-type');
        if (may !== 'yes') return NONE;
        return (await server.search('ServiceRequest', [['patient', patient.replace('Patient/', '')]])).resources;
      } catch (error) {
        if (error instanceof EhrError) return NONE;
        throw error;
      }
    },
  });
  return data ?? NONE;
}
