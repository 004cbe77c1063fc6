import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../../src/pages/markdown.ts';
import { ROOT } from '../../src/paths.ts';
import type { Figures, Measured } from './measure.ts';
import type { Row } from './rows.ts';

/** A row with what was measured of it, or why it was not. */
export type Result = { readonly row: Row } & ({ readonly measured: Measured; readonly times: number } | { readonly whyNot: string });

export const HEAD = ['what', 'against', 'runs', 'ours', 'theirs', 'ratio', 'at most', 'result'] as const;

function spread({ median, min, max }: Figures, unit: Row['unit']): string {
  const digits = median < 10 ? 2 : 0;
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
  return `${middle} (${low} to ${high}) ${unit}`;
}

/** A result as the cells of a row. */
export function cellsOf(result: Result): readonly string[] {
  const { what, against, limit, unit } = result.row;
  if ('whyNot' in result) return [what, against, '0', result.whyNot, '', '', `${limit}×`, 'not measured'];
  const { ours, theirs, disturbed } = result.measured;
  const ratio = ours.median / theirs.median;
  const runs = disturbed > 0 ? `${result.times} (${disturbed} disturbed)` : String(result.times);
  const figures = [runs, spread(ours, unit), spread(theirs, unit)];
  return [what, against, ...figures, `${ratio.toFixed(2)}×`, `${limit}×`, ratio <= limit ? 'met' : 'MISSED'];
}

export const PAGE = join(ROOT, 'docs/benchmarks.md');

const BETWEEN = /(?<=<!-- results -->\n\n)[\s\S]*?(?=\n\n<!-- end of results -->)/;

/** The rows that the page has, by what is compared with what. */
function shownIn(page: string): ReadonlyMap<string, readonly string[]> {
  const lines = (BETWEEN.exec(page)?.[0] ?? '').split('\n').filter((line) => line.startsWith('| ') && line.includes('×'));
  return new Map(
    lines.map((line) => {
      const cells = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      return [cells.slice(0, 2).join(' | '), cells] as const;
    }),
  );
}

/** Puts results into their place in the page; rows that were not measured now stay as they are there. */
export function writePage(head: readonly string[], results: readonly Result[], rows: readonly Row[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const shown = shownIn(page);
  const cells = rows.flatMap((row) => {
    const result = results.find(({ row: { id } }) => id === row.id);
    const before = shown.get(`${row.what} | ${row.against}`);
    return result ? [cellsOf(result)] : before ? [before] : [];
  });
  const text = [...head, table(HEAD, cells)].join('\n\n');
  writeFileSync(
    PAGE,
    page.replace(BETWEEN, () => text),
  );
}
