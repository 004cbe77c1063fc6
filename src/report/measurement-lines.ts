import type { styleText } from 'node:util';
import { barLines } from '../chart/bars.ts';
import { wrapText } from '../chart/wrap.ts';
import type { Measured } from '../run/events.ts';

type Style = Parameters<typeof styleText>[0];

const STYLES = { bar: 'cyan', spread: 'blue', faint: 'dim' } as const satisfies Readonly<Record<string, Style>>;

/** Longer lines of prose are hard to read. */
const WIDEST_PROSE = 100;

/** What there is to see of a measurement: its table with bars, how to read them, and which differences hold. */
export function measurementLines(
  told: Measured,
  { columns, paint }: { readonly columns: number; paint(style: Style, text: string): string },
): readonly string[] {
  const prose = (text: string) => wrapText(text, Math.min(columns, WIDEST_PROSE));
  return [
    '',
    ...barLines(told, { columns, paint: (part, text) => (text === '' ? '' : paint(STYLES[part], text)) }),
    ...prose(told.legend),
    ...prose(told.method),
    '',
    ...told.findings.flatMap(({ text }) => prose(text)),
    ...prose(told.rule).map((line) => paint('dim', line)),
  ];
}
