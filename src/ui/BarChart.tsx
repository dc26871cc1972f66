import { useId } from 'react';
import styles from './BarChart.module.css';
import { Disclosure } from './Disclosure.tsx';

/** How a part of a bar is drawn: a colour and a pattern, so that neither is needed to tell it from its neighbour. */
export type Look = 'solid' | 'hatched' | 'dotted' | 'striped' | 'crossed' | 'backed' | 'checked' | 'lined' | 'pale';

export interface Part {
  name: string;
  look: Look;
}

export interface Bar {
  /** `Mar 2026` */
  label: string;
  /** A value for each part, in their order; null: not known. */
  values: readonly (number | null)[];
  /** Stands beside the label, such as `so far`. */
  remark?: string | undefined;
}

interface Props {
  title: string;
  /** What the chart shows, in a sentence or two: read out in its place, and shown above it. */
  text: string;
  /** What the labels are: `Month`. */
  labels: string;
  parts: readonly Part[];
  bars: readonly Bar[];
  /** A value with its unit, as it stands in the table and at a bar. */
  format: (value: number) => string;
  /** Upright where there are few bars with short labels; lying where labels are long. */
  lying?: boolean;
  /** The value at which a bar is full; the highest one where absent. */
  full?: number;
}

/**
 * Bars of a few parts, upright or lying. Markup and style only, so that it follows the theme, the zoom, the printer and the system's own
 * colours, and needs no library. Everything in it is in its text and in its table as well.
 */
export function BarChart({ title, text, labels, parts, bars, format, lying = false, full }: Props) {
  const heading = useId();
  const most = full ?? Math.max(0, ...bars.map(totalOf));
  return (
    <section className={styles.chart} aria-labelledby={heading}>
      <h3 id={heading}>{title}</h3>
      <p className={styles.text}>{text}</p>
      <div className={lying ? styles.lying : styles.upright} role="img" aria-label={`${title}. ${text}`}>
        {bars.map((bar) => (
          <div key={bar.label} className={styles.bar}>
            <span className={styles.track}>
              {parts.map(({ name, look }, at) => {
                const share = most === 0 ? 0 : (100 * (bar.values[at] ?? 0)) / most;
                const size = lying ? { inlineSize: `${share}%` } : { blockSize: `${share}%` };
                return share > 0 && <span key={name} className={`${styles.part} ${styles[look]}`} style={size} />;
              })}
              {!lying && <span className={styles.value}>{wholeOf(bar, format)}</span>}
            </span>
            {lying && <span className={styles.value}>{wholeOf(bar, format)}</span>}
            <span className={styles.label}>
              {bar.label}
              {bar.remark !== undefined && <small> {bar.remark}</small>}
            </span>
          </div>
        ))}
      </div>
      {parts.length > 1 && (
        <ul className={styles.legend} aria-hidden="true">
          {parts.map(({ name, look }) => (
            <li key={name}>
              <span className={`${styles.key} ${styles[look]}`} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <Disclosure summary={tableOf(title)}>
        <Table {...{ title, labels, parts, bars, format }} />
      </Disclosure>
    </section>
  );
}

function Table({ title, labels, parts, bars, format }: Pick<Props, 'title' | 'labels' | 'parts' | 'bars' | 'format'>) {
  return (
    // A wide table scrolls by itself, by keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard (WCAG 2.1.1).
    <section className={styles.scroll} aria-label={tableOf(title)} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{labels}</th>
            {parts.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row">
                {bar.label} {bar.remark}
              </th>
              {parts.map(({ name }, at) => (
                <td key={name}>{numberOf(bar.values[at] ?? null, format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function tableOf(title: string): string {
  return `Table: ${title}`;
}

function totalOf({ values }: Bar): number {
  return values.reduce((sum: number, value) => sum + (value ?? 0), 0);
}

function wholeOf(bar: Bar, format: Props['format']): string {
  return bar.values.every((value) => value === null) ? '–' : format(totalOf(bar));
}

function numberOf(value: number | null, format: Props['format']): string {
  return value === null ? '–' : format(value);
}
