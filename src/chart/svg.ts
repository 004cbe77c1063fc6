import { formatValue, type Spread, type ToldMeasurement, valuesOf } from '../model/measurement.ts';
import { displayWidth } from '../model/width.ts';
import { ticksTo } from './ticks.ts';
import { wrapText } from './wrap.ts';

/** The class of every chart; all rules are below it, and other classes begin with nc-. */
const ROOT_CLASS = 'netscenario-chart';

const LIGHT = '--back:#fff;--ink:#1c2126;--faint:#5b6570;--grid:#dde2e7;--bar:#7fb0e0;--mark:#174a7e';
const DARK = '--back:#14181c;--ink:#e6e9ec;--faint:#a3adb7;--grid:#2c343c;--bar:#2f6fae;--mark:#b5d6f7';

const RULES: readonly (readonly [selector: string, declarations: string])[] = [
  ['', `${LIGHT};max-width:100%;height:auto`],
  ['text', 'font:13px system-ui,"Noto Sans","Noto Sans CJK SC","DejaVu Sans",sans-serif;fill:var(--ink)'],
  ['.nc-back', 'fill:var(--back)'],
  ['.nc-title', 'font-size:17px;font-weight:bold'],
  ['.nc-metric', 'font-size:14px;font-weight:bold'],
  ['text.nc-faint', 'font-size:12px;fill:var(--faint)'],
  ['.nc-grid', 'stroke:var(--grid)'],
  ['.nc-bar', 'fill:var(--bar)'],
  ['.nc-range', 'stroke:var(--mark);stroke-width:2;fill:none'],
  ['.nc-round', 'fill:var(--back);stroke:var(--mark);stroke-width:1.2'],
];

/** Dark where the reader wants it, but not on paper. */
const STYLE = [
  ...RULES.map(([selector, declarations]) => `.${ROOT_CLASS} ${selector}`.trim().concat(`{${declarations}}`)),
  `@media screen and (prefers-color-scheme:dark){.${ROOT_CLASS}{${DARK}}}`,
].join('\n');

const WIDTH = 760;
const MARGIN = 24;
const ROW = 30;
const BAR = 16;
/** Pixels of a column of text at 13 px: a Latin letter or half a Han character, rather too many than too few. */
const COLUMN = 7.2;
/** Columns of prose beside the margins. */
const PROSE_COLUMNS = 104;
const PROSE_LINE = 17;
/** Between the names or the numbers and the bars. */
const GAP = 12;

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function text(x: number, y: number, content: string, { kind, anchor }: { kind?: string; anchor?: 'end' | 'middle' } = {}): string {
  const attributes = [
    `x="${round(x)}"`,
    `y="${round(y)}"`,
    ...(kind ? [`class="${kind}"`] : []),
    ...(anchor ? [`text-anchor="${anchor}"`] : []),
  ];
  return `<text ${attributes.join(' ')}>${escapeXml(content)}</text>`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

interface Part {
  readonly height: number;
  readonly marks: readonly string[];
}

function prose(content: string, y: number, kind?: string): Part {
  const lines = wrapText(content, PROSE_COLUMNS);
  const marks = lines.map((line, index) => text(MARGIN, y + PROSE_LINE * index, line, kind ? { kind } : {}));
  return { height: PROSE_LINE * lines.length, marks };
}

interface Across {
  /** Where a value is, in pixels. */
  at(value: number): number;
  readonly left: number;
  readonly right: number;
}

function rowMarks(spread: Spread, values: readonly number[], middle: number, { at, left }: Across): readonly string[] {
  const { median, lowest, highest } = spread;
  const [low, high, end] = [at(lowest), at(highest), at(median)].map(round) as [number, number, number];
  return [
    `<rect class="nc-bar" x="${round(left)}" y="${middle - BAR / 2}" width="${Math.max(round(end - left), 1)}" height="${BAR}"/>`,
    `<path class="nc-range" d="M${low} ${middle}H${high}M${low} ${middle - 5}v10M${high} ${middle - 5}v10M${end} ${middle - BAR / 2}v${BAR}"/>`,
    ...values.map((value) => `<circle class="nc-round" cx="${round(at(value))}" cy="${middle}" r="2.6"/>`),
  ];
}

/** One quantity: a row for each series, over a scale that begins at 0. */
function panel(told: ToldMeasurement, metric: ToldMeasurement['metrics'][number], top: number): Part {
  const spreads = told.spreads.filter((spread) => spread.metric === metric.id);
  const labelOf = (id: string) => told.series.find((one) => one.id === id)?.label ?? id;
  const numbers = spreads.map(({ median, lowest, highest }) => `${formatValue(median)}  (${formatValue(lowest)}–${formatValue(highest)})`);
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth)) * COLUMN;
  const left = MARGIN + width(spreads.map(({ series }) => labelOf(series))) + GAP;
  const right = WIDTH - MARGIN - width(numbers) - GAP;
  const ticks = ticksTo(Math.max(0, ...spreads.map(({ highest }) => highest)));
  const end = ticks.at(-1) ?? 1;
  const across: Across = { at: (value) => left + ((right - left) * value) / end, left, right };
  const rowsTop = top + 12;
  const bottom = rowsTop + ROW * spreads.length;
  const marks = [
    text(MARGIN, top, metric.heading, { kind: 'nc-metric' }),
    ...ticks.flatMap((tick) => [
      `<path class="nc-grid" d="M${round(across.at(tick))} ${rowsTop}V${bottom}"/>`,
      text(across.at(tick), bottom + 15, formatTick(tick), { kind: 'nc-faint', anchor: 'middle' }),
    ]),
    ...spreads.flatMap((spread, index) => {
      const middle = rowsTop + ROW * index + ROW / 2;
      return [
        text(left - GAP, middle + 4.5, labelOf(spread.series), { anchor: 'end' }),
        ...rowMarks(spread, valuesOf(told.samples, metric.id, spread.series), middle, across),
        text(WIDTH - MARGIN, middle + 4.5, numbers[index] ?? '', { anchor: 'end' }),
      ];
    }),
  ];
  return { height: bottom - top + 44, marks };
}

function formatTick(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** A measurement as a picture that stands alone: no script, nothing from outside, light or dark as the reader has it. */
export function chartSvg(told: ToldMeasurement): string {
  const marks: string[] = [];
  let y = MARGIN + 14;
  const add = ({ height, marks: more }: Part, gap = 0): void => {
    marks.push(...more);
    y += height + gap;
  };
  add({ height: 24, marks: [text(MARGIN, y, told.title, { kind: 'nc-title' })] });
  add(prose(told.method, y, 'nc-faint'), 20);
  for (const metric of told.metrics) add(panel(told, metric, y));
  add(prose(`${told.legend} ${told.dots}`, y, 'nc-faint'), 10);
  for (const { text: finding } of told.findings) add(prose(finding, y), 4);
  add(prose(told.rule, y + 4, 'nc-faint'), 4);
  const height = Math.ceil(y + MARGIN - PROSE_LINE / 2);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="${ROOT_CLASS}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escapeXml(told.title)}">`,
    `<style>\n${STYLE}\n</style>`,
    `<rect class="nc-back" width="${WIDTH}" height="${height}"/>`,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}
