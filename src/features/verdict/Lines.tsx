import type { ReactNode } from 'react';
import type { Line } from '../../rules/verdict.ts';
import { Card } from '../../ui/Card.tsx';
import { Scroll } from '../../ui/Scroll.tsx';
import { dateWords } from '../../ui/time.ts';
import { EvidenceLink } from './EvidenceLink.tsx';
import styles from './Lines.module.css';
import { CODE, WORDS } from './words.ts';

interface Props {
  lines: Line[];
  /** The charges of the month, and the way to take one back. */
  children?: ReactNode;
}

/** The codes that the month's time reaches, and whether each is charged already. */
export function Lines({ lines, children }: Props) {
  return (
    <Card title={WORDS.lines}>
      {lines.length === 0 ? (
        <p>{WORDS.noLines}</p>
      ) : (
        <Scroll label={WORDS.lines}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{WORDS.line.code}</th>
                <th scope="col" className={styles.number}>
                  {WORDS.line.units}
                </th>
                <th scope="col">{WORDS.line.serviceDate}</th>
                <th scope="col">{WORDS.line.final}</th>
                <th scope="col">{WORDS.line.charged}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.code}>
                  <th scope="row">
                    {line.code}
                    <span className={styles.what}>{CODE[line.code]}</span>
                  </th>
                  <td className={styles.number}>{line.units}</td>
                  <td>{dateWords(line.serviceDate)}</td>
                  <td>{line.final ? WORDS.final : WORDS.notFinal}</td>
                  <td>
                    {line.charged === null ? (
                      WORDS.notCharged
                    ) : (
                      <>
                        <EvidenceLink reference={line.charged} />
                        {line.chargedUnits < line.units && (
                          <span className={styles.what}>{WORDS.partlyCharged(line.chargedUnits, line.units)}</span>
                        )}
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {children}
    </Card>
  );
}
