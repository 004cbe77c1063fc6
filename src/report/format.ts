import stripAnsi from 'strip-ansi';
import { piecesOf } from '../model/breaks.ts';
import { displayWidth } from '../model/width.ts';

/** Commands and checks of a step shown one by one up to this many; beyond it the rest is counted. */
export const SHOWN_LIMIT = 24;

/** `3 ms`, `1.25 s`. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** Lines of a tool's output as plain text: no escapes, no trailing blanks. */
export function plainLines(text: string): readonly string[] {
  return stripAnsi(text)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

/** A number of things, in English. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Prose broken between words, or Han characters, so that it fits the columns of a terminal, every line but the first with an indent; as it is where there are none. */
export function fold(text: string, columns: number | undefined, indent = ''): string {
  if (columns === undefined) return text;
  const lines: string[] = [];
  let line = '';
  for (const { glue, piece } of piecesOf(text)) {
    const longer = line === '' ? piece : line + glue + piece;
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line);
      line = indent + piece;
    } else line = longer;
  }
  return [...lines, line].join('\n');
}
