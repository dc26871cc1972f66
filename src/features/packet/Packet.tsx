import type { PatientSummary } from '../../ehr/types.ts';
import { duration } from '../../rules/words.ts';
import { Scroll } from '../../ui/Scroll.tsx';
import { dateWords, monthWords } from '../../ui/time.ts';
import { CRITERION, CRITERION_STATE, REDUCTION, SEVERITY, STATUS } from '../verdict/words.ts';
import styles from './Packet.module.css';
import { PacketCharges } from './PacketCharges.tsx';
import { evidenceWords, type Packet, type PacketItem } from './packet.ts';
import { Facts, List, Part } from './parts.tsx';
import { WORDS } from './words.ts';

/** One patient's month on paper. What it says stands in `packet`; this only sets it. */
export function PacketPaper({ packet }: { packet: Packet }) {
  const { patient, verdict, synthetic } = packet;
  return (
    // A table, since every browser repeats its head on each page.
    <article className={styles.packet} aria-label={`${WORDS.document}: ${patient.name ?? WORDS.noName}`}>
      <table className={styles.pages} role="presentation">
        <thead>
          <tr>
            <td className={styles.cell}>
              <p className={styles.running}>
                <strong>{nameWords(patient)}</strong>
                <span>
                  {WORDS.document}, {monthWords(verdict.month)}
                  {synthetic && ` · ${WORDS.synthetic}`}
                </span>
              </p>
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td className={styles.cell}>
              <Content packet={packet} />
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

function nameWords({ name, birthDate, recordNumber }: PatientSummary): string {
  return [
    name ?? WORDS.noName,
    ...(birthDate === null ? [] : [WORDS.born(birthDate)]),
    ...(recordNumber === null ? [] : [WORDS.recordNumber(recordNumber)]),
  ].join(', ');
}

function Content({ packet }: { packet: Packet }) {
  const { verdict, notRead, remarks, about } = packet;
  return (
    <>
      <h2 className={styles.title}>
        {WORDS.subject}, {monthWords(verdict.month)}
      </h2>
      <p className={styles.verdict}>
        <strong>{STATUS[verdict.status].word}.</strong> {verdict.summary}
        {verdict.missing !== null && !verdict.summary.includes(verdict.missing) && (
          <>
            {' '}
            <strong>{WORDS.missing}:</strong> {verdict.missing}.
          </>
        )}
      </p>
      <Facts facts={about} />
      {notRead.length > 0 && (
        <Part title={WORDS.notRead}>
          <List items={notRead} />
          <p>{WORDS.notReadWhy}</p>
        </Part>
      )}
      <Criteria packet={packet} />
      <Lines packet={packet} />
      <PacketCharges packet={packet} />
      <Time packet={packet} />
      <Items title={WORDS.contacts} items={packet.contacts} none={WORDS.noContacts} />
      <Items title={WORDS.consents} items={packet.consents} none={WORDS.noConsents} />
      <Readings packet={packet} />
      <Part title={WORDS.risks}>
        {verdict.risks.length === 0 ? (
          <p>{WORDS.noRisks}</p>
        ) : (
          <List
            items={verdict.risks.map(
              ({ severity, summary, evidence }) =>
                `${SEVERITY[severity].word}: ${summary} (${evidenceWords(evidence, packet.labels)})`,
            )}
          />
        )}
      </Part>
      {packet.setAside.length > 0 && (
        <Part title={WORDS.setAside}>
          <p>{WORDS.setAsideWhy}</p>
          <Facts facts={packet.setAside} />
        </Part>
      )}
      {remarks.length > 0 && (
        <Part title={WORDS.remarks}>
          <List items={remarks} />
        </Part>
      )}
      <Part title={WORDS.rules}>
        <p>{WORDS.rulesWhy}</p>
        <Facts facts={packet.policy} />
      </Part>
      <Part title={WORDS.sources}>
        <ol className={styles.sources}>
          {sourcesOf(packet).map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ol>
      </Part>
      <Part title={WORDS.recompute}>
        <p className={styles.recompute}>{WORDS.recomputeHow(commandOf(packet))}</p>
      </Part>
      <p className={styles.end}>{WORDS.end}</p>
    </>
  );
}

function commandOf({ verdict: { month, timeZone, asOf } }: Packet): string {
  return `npm run --silent evaluate -- --month ${month} --time-zone ${timeZone} --as-of ${asOf} --config config.json FILE`;
}

/** In the order of the criteria, each once: they are cited by number. */
function sourcesOf({ verdict }: Packet): string[] {
  return [...new Set(verdict.criteria.flatMap(({ citations }) => citations))];
}

function Criteria({ packet }: { packet: Packet }) {
  const { verdict, labels } = packet;
  const sources = sourcesOf(packet);
  return (
    <Part title={WORDS.criteria}>
      <Scroll label={WORDS.criteria}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{WORDS.criterion.name}</th>
              <th scope="col">{WORDS.criterion.state}</th>
              <th scope="col">{WORDS.criterion.found}</th>
              <th scope="col">{WORDS.criterion.evidence}</th>
            </tr>
          </thead>
          <tbody>
            {verdict.criteria.map(({ id, state, summary, missing, evidence, citations }) => (
              <tr key={id}>
                <th scope="row">{CRITERION[id]}</th>
                <td className={styles.word}>{CRITERION_STATE[state].word}</td>
                <td>
                  {summary}
                  {missing !== null && ` ${WORDS.missing}: ${missing}`}{' '}
                  {citations.length > 0 && (
                    <span className={styles.small}>
                      [{citations.map((one) => sources.indexOf(one) + 1).join(', ')}]
                    </span>
                  )}
                </td>
                <td className={styles.word}>{evidenceWords(evidence, labels)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Part>
  );
}

function Lines({ packet: { verdict } }: { packet: Packet }) {
  return (
    <Part title={WORDS.lines}>
      {verdict.lines.length === 0 ? (
        <p>{WORDS.noLines}</p>
      ) : (
        <Scroll label={WORDS.lines}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{WORDS.line.code}</th>
                <th scope="col">{WORDS.line.units}</th>
                <th scope="col">{WORDS.line.serviceDate}</th>
                <th scope="col">{WORDS.line.final}</th>
                <th scope="col">{WORDS.line.charged}</th>
              </tr>
            </thead>
            <tbody>
              {verdict.lines.map(({ code, units, serviceDate, final, charged, chargedUnits }) => (
                <tr key={code}>
                  <th scope="row">{code}</th>
                  <td className={styles.word}>{units}</td>
                  <td className={styles.word}>{dateWords(serviceDate)}</td>
                  <td className={styles.word}>{final ? WORDS.yes : WORDS.no}</td>
                  <td>{charged === null ? WORDS.no : `${chargedUnits} × (${charged})`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Part>
  );
}

function Time({ packet: { verdict, entries } }: { packet: Packet }) {
  return (
    <Part title={WORDS.time}>
      <table className={`${styles.table} ${styles.sum}`}>
        <tbody>
          <tr>
            <th scope="row">{WORDS.logged}</th>
            <td>{duration(verdict.loggedSeconds)}</td>
          </tr>
          {verdict.reductions.map(({ reason, seconds }) => (
            <tr key={reason}>
              <th scope="row">
                {REDUCTION[reason].title}. <span className={styles.small}>{REDUCTION[reason].why}</span>
              </th>
              <td>− {duration(seconds)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <strong>{WORDS.counted}</strong>
            </th>
            <td>
              <strong>= {duration(verdict.countedSeconds)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
      <h4>{WORDS.entries}</h4>
      {entries.length === 0 ? (
        <p>{WORDS.noEntries}</p>
      ) : (
        <Scroll label={WORDS.entries}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{WORDS.entry.label}</th>
                <th scope="col">{WORDS.entry.when}</th>
                <th scope="col">{WORDS.entry.work}</th>
                <th scope="col">{WORDS.entry.logged}</th>
                <th scope="col">{WORDS.entry.counted}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ label, reference, when, who, activity, logged, counted, lost, note }) => (
                <tr key={reference}>
                  <th scope="row">{label}</th>
                  <td>
                    {when}
                    <br />
                    {who}
                  </td>
                  <td className={styles.note}>
                    <strong>{activity}.</strong> {note ?? WORDS.noNote}
                    <span className={styles.reference}>{reference}</span>
                  </td>
                  <td className={`${styles.amount} ${styles.word}`}>{logged}</td>
                  <td className={`${styles.amount} ${styles.word}`}>
                    {counted}
                    {lost.map((each) => (
                      <span key={each} className={styles.lost}>
                        {each}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Part>
  );
}

function Items({ title, items, none }: { title: string; items: readonly PacketItem[]; none: string }) {
  return (
    <Part title={title}>
      {items.length === 0 && <p>{none}</p>}
      {items.map(({ label, reference, facts }) => (
        <section key={reference} className={styles.item}>
          <h4>
            {label} <span className={styles.reference}>{reference}</span>
          </h4>
          <Facts facts={facts} />
        </section>
      ))}
    </Part>
  );
}

function Readings({ packet: { verdict, readings } }: { packet: Packet }) {
  return (
    <Part title={WORDS.readings}>
      <p>{WORDS.readingsTotal(verdict.readings.count, verdict.readings.days)}</p>
      {readings.series.length > 0 && (
        <Scroll label={WORDS.readings}>
          <table className={styles.table}>
            <thead>
              <tr>
                {Object.values(WORDS.measured).map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {readings.series.map(({ name, unit, count, days, lowest, highest, limits }) => (
                <tr key={name}>
                  <th scope="row">
                    {name}, {unit}
                  </th>
                  <td>{count}</td>
                  <td>{days}</td>
                  <td>{lowest}</td>
                  <td>{highest}</td>
                  <td>{limits}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {readings.days.length > 0 && (
        <Scroll label={WORDS.readings}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{WORDS.day.date}</th>
                <th scope="col">{WORDS.day.device}</th>
                <th scope="col">{WORDS.day.told}</th>
                {readings.kinds.map((kind) => (
                  <th key={kind} scope="col">
                    {kind}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {readings.days.map(({ date, device, selfReported, values }) => (
                <tr key={date}>
                  <th scope="row">{dateWords(date)}</th>
                  <td>{device}</td>
                  <td>{selfReported}</td>
                  {values.map((value, at) => (
                    <td key={readings.kinds[at]}>{value}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {readings.unmeasured > 0 && <p>{WORDS.unmeasured(readings.unmeasured)}</p>}
    </Part>
  );
}
