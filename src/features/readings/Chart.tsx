import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '../../fhir/measurement-units.ts';
import { rounded, unitWords } from '../../fhir/measurement-units.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import styles from './Chart.module.css';
import type { Plot } from './plot.ts';
import type { Trend } from './trend.ts';
import { dayName, SERIES, takenWords, trendText, valueWords, WORDS } from './words.ts';

const HEIGHT = 200;
const THEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

interface Props {
  trend: Trend;
  plot: Plot;
  month: ServiceMonth;
}

/** A trend drawn on a canvas. What it shows is also in its label, in words, and in the table, reading by reading. */
export function Chart({ trend, plot, month }: Props) {
  const figure = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    const [host, legend, text] = [canvas.current, figure.current, readout.current];
    if (host === null || legend === null || text === null) return;
    const colour: Colour = (name) => {
      const key = legend.querySelector(`[data-colour="${name}"]`);
      return key === null ? '#808080' : getComputedStyle(key).color;
    };
    const say = (index: number | null | undefined) => {
      text.textContent = typeof index === 'number' ? pointWords(index, trend, plot, month) : '';
    };
    const chart = new uPlot(optionsFor(trend, plot, month, host.clientWidth, colour, say), dataOf(plot), host);
    const resized = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height: HEIGHT }));
    resized.observe(host);
    const redraw = () => chart.redraw(false, true);
    const themes = THEMES.map((query) => matchMedia(query));
    for (const theme of themes) theme.addEventListener('change', redraw);
    return () => {
      for (const theme of themes) theme.removeEventListener('change', redraw);
      resized.disconnect();
      chart.destroy();
    };
  }, [trend, plot, month]);

  return (
    <figure ref={figure} className={styles.figure}>
      <div ref={canvas} className={styles.canvas} role="img" aria-label={trendText(trend, month.timeZone)} />
      <p ref={readout} className={styles.readout} aria-hidden="true" />
      <figcaption className={styles.legend}>
        {plot.lines.map(({ series }, index) => (
          <span key={series} className={styles.item}>
            <svg className={`${styles.key} ${styles[series]}`} data-colour={series} aria-hidden="true">
              <line x1="0" x2="24" y1="6" y2="6" strokeDasharray={index === 0 ? undefined : '5 3'} />
              {index === 0 ? <circle cx="12" cy="6" r="3.5" /> : <rect x="8.5" y="2.5" width="7" height="7" />}
            </svg>
            {SERIES[series]}
            <span className={`${styles.band} ${styles[series]}`} data-colour={`${series} band`} />
          </span>
        ))}
        {plot.told.includes(true) && <span className={styles.item}>{WORDS.toldPoint}</span>}
        {plot.of === 'days' && <span className={styles.item}>{WORDS.range}</span>}
        {trend.lines.some(({ limits }) => limits !== null) && (
          <span className={styles.item} data-colour="limit">
            {WORDS.limitLine}
          </span>
        )}
        <span className={styles.text} data-colour="text" />
        <span className={styles.ground} data-colour="ground" />
        <span className={styles.grid} data-colour="grid" />
      </figcaption>
    </figure>
  );
}

/** The colour of a part as the style sheet has it now: light, dark or the system’s own. */
type Colour = (name: Series | `${Series} band` | 'limit' | 'text' | 'ground' | 'grid') => string;

/** Per line: its middle, the same again for hollow points, and the range of its days. */
function dataOf({ at, lines, told }: Plot): uPlot.AlignedData {
  return [
    at,
    ...lines.flatMap(({ middle, low, high }) => [
      middle,
      middle.map((value, index) => (told[index] ? value : null)),
      ...(low.length > 0 ? [high, low] : []),
    ]),
  ];
}

function optionsFor(
  trend: Trend,
  plot: Plot,
  month: ServiceMonth,
  width: number,
  colour: Colour,
  say: (index: number | null | undefined) => void,
): uPlot.Options {
  const inDays = plot.of === 'days';
  const perLine = inDays ? 4 : 2;
  const values = trend.lines.flatMap(({ lowest, highest, limits }) =>
    [lowest, highest, limits?.low ?? null, limits?.high ?? null].filter((value) => value !== null),
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max((most - least) * 0.08, 1);
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
    scales: {
      x: { time: false, range: () => [month.start, month.end] },
      y: { range: () => [least - margin, most + margin] },
    },
    axes: [dayAxis(month, colour), valueAxis(colour)],
    series: [{}, ...plot.lines.flatMap(({ series }, index) => linesOf(series, index, inDays, colour))],
    bands: inDays
      ? plot.lines.map(({ series }, index) => ({
          series: [index * perLine + 3, index * perLine + 4],
          fill: () => colour(`${series} band`),
        }))
      : [],
    hooks: {
      // Under the trend: a limit must not hide a reading.
      drawAxes: [(chart) => drawLimits(chart, trend, colour)],
      setCursor: [(chart) => say(chart.cursor.idx)],
    },
  };
}

function linesOf(series: Series, index: number, inDays: boolean, colour: Colour): uPlot.Series[] {
  const stroke = () => colour(series);
  const dash = index === 0 ? [] : [5, 3];
  const edge: uPlot.Series = { width: 0, points: { show: false } };
  return [
    { stroke, width: 1.75, dash, spanGaps: true, points: { show: true, size: 6, width: 1, fill: stroke, stroke } },
    {
      stroke,
      paths: () => null,
      points: { show: true, size: 8, width: 2, fill: () => colour('ground'), stroke },
    },
    ...(inDays ? [edge, edge] : []),
  ];
}

const FONT = '12px system-ui, sans-serif';

/** The days as they begin in the practice’s time zone: 23 and 25 hours apart where the clocks change. */
function dayAxis(month: ServiceMonth, colour: Colour): uPlot.Axis {
  const every = (width: number) => (width < 500 ? 5 : width < 900 ? 2 : 1);
  return {
    font: FONT,
    size: 28,
    stroke: () => colour('text'),
    grid: { stroke: () => colour('grid'), width: 1 },
    ticks: { show: false },
    splits: (chart) => month.days.filter((_, at) => at % every(chart.width) === 0).map(({ start }) => start),
    values: (_, splits) => splits.map((at) => dayName(at, month.timeZone).split('\u00a0')[0] ?? ''),
  };
}

function valueAxis(colour: Colour): uPlot.Axis {
  return {
    font: FONT,
    size: 40,
    stroke: () => colour('text'),
    grid: { stroke: () => colour('grid'), width: 1 },
    ticks: { show: false },
  };
}

/** A dotted line at each limit, and the limit on it: the first series' at the right, the second's at the left, clear of each other. */
function drawLimits({ ctx, bbox, valToPos }: uPlot, { lines, unit }: Trend, colour: Colour): void {
  const pixel = uPlot.pxRatio;
  ctx.save();
  ctx.font = `${11 * pixel}px system-ui, sans-serif`;
  for (const [index, { series, limits }] of lines.entries())
    for (const [sign, value] of [
      ['<', limits?.low ?? null],
      ['≥', limits?.high ?? null],
    ] as const) {
      if (value === null) continue;
      const y = valToPos(value, 'y', true);
      ctx.strokeStyle = colour('limit');
      ctx.lineWidth = pixel;
      ctx.setLineDash([2 * pixel, 3 * pixel]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      const text = `${sign} ${rounded(series, value, unit)}`;
      const x = index === 0 ? bbox.left + bbox.width - 2 * pixel : bbox.left + 2 * pixel;
      ctx.textAlign = index === 0 ? 'right' : 'left';
      // A rim in the colour of the ground, so that it can be read upon a line.
      ctx.setLineDash([]);
      ctx.strokeStyle = colour('ground');
      ctx.lineWidth = 4 * pixel;
      ctx.strokeText(text, x, y - 3 * pixel);
      ctx.fillStyle = colour('limit');
      ctx.fillText(text, x, y - 3 * pixel);
    }
  ctx.restore();
}

/** What the pointer is on. */
function pointWords(index: number, trend: Trend, plot: Plot, month: ServiceMonth): string {
  const row = trend.rows[index];
  if (plot.of === 'readings')
    return row ? `${takenWords(row.measurement.taken, month.timeZone)}: ${valueWords(row, trend)}` : '';
  const { unit } = trend;
  const ranges = plot.lines.map(({ series, middle, low, high }) => {
    const [least, median, most] = [low[index], middle[index], high[index]].map((value) =>
      typeof value === 'number' ? rounded(series, value, unit) : '–',
    );
    return `${SERIES[series]} ${median} (${least}–${most}) ${unitWords(series, unit)}`;
  });
  return `${dayName(plot.at[index] ?? month.start, month.timeZone)}: ${ranges.join(', ')}`;
}
