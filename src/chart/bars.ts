import { shorten } from '../diagram/width.ts';
import { formatValue, type Spread, type ToldMeasurement } from '../model/measurement.ts';
import { displayWidth, padEnd } from '../model/width.ts';

export interface BarScreen {
  /** Columns that a line may have. */
  readonly columns: number;
  /** Colours a part of a bar; gives it back as it is where there is no colour. */
  paint(part: 'bar' | 'spread' | 'faint', text: string): string;
}

/** Columns below which a bar stands in a line of its own, and that it then has at least. */
const SHORTEST_BAR = 16;

/** Wider bars say no more. */
const LONGEST_BAR = 50;

/** Longer names are cut. */
const LONGEST_LABEL = 30;

function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;
}

/** A bar to the median, what lies between the lowest and the highest marked: `████▓▓▓──┤`. */
function bar(
  { median, lowest, highest }: Spread,
  most: number,
  { columns, paint }: { columns: number; paint: BarScreen['paint'] },
): string {
  const at = (value: number) => (most > 0 ? Math.round((value / most) * columns) : 0);
  const end = Math.max(at(median), 1);
  const solid = Math.min(at(lowest), end);
  const tail = at(highest) - end;
  return [
    paint('bar', '█'.repeat(solid)),
    paint('spread', '▓'.repeat(end - solid)),
    paint('spread', tail > 0 ? `${'─'.repeat(tail - 1)}┤` : ''),
  ].join('');
}

/** A measurement as lines for a terminal: for each quantity a table of median and range, with a bar for each series. */
export function barLines(told: ToldMeasurement, { columns, paint }: BarScreen): readonly string[] {
  const names = new Map(told.series.map(({ id, label }) => [id, shorten(label, Math.min(LONGEST_LABEL, Math.max(columns - 2, 4)))]));
  const nameWidth = Math.max(...[...names.values()].map(displayWidth));
  return told.metrics.flatMap(({ id, heading }) => {
    const spreads = told.spreads.filter(({ metric }) => metric === id);
    if (spreads.length === 0) return [];
    const most = Math.max(...spreads.map(({ highest }) => highest));
    const rows = spreads.map((spread) => ({
      spread,
      name: names.get(spread.series) ?? spread.series,
      median: formatValue(spread.median),
      range: `${formatValue(spread.lowest)}–${formatValue(spread.highest)}`,
    }));
    const medianWidth = Math.max(...rows.map(({ median }) => displayWidth(median)));
    const rangeWidth = Math.max(...rows.map(({ range }) => displayWidth(range)));
    const tableWidth = 2 + nameWidth + 2 + medianWidth + 2 + rangeWidth;
    const beside = columns - tableWidth - 2 >= SHORTEST_BAR;
    const barWidth = Math.min(LONGEST_BAR, beside ? columns - tableWidth - 2 : Math.max(columns - 2, 4));
    return [
      heading,
      ...rows.flatMap(({ spread, name, median, range }) => {
        const numbers = `${padStart(median, medianWidth)}  ${paint('faint', padStart(range, rangeWidth))}`;
        const drawn = bar(spread, most, { columns: barWidth, paint });
        return beside
          ? [`  ${padEnd(name, nameWidth)}  ${numbers}  ${drawn}`]
          : [`  ${name}`, `  ${median}  ${paint('faint', range)}`, `  ${drawn}`];
      }),
      '',
    ];
  });
}
