import { mayBreak } from '../model/breaks.ts';
import type { Span } from '../model/prose.ts';
import { displayWidth, isNarrow } from '../model/width.ts';

/** How prose is set on lines; every line begins with the indent. */
export interface Setting {
  readonly columns: number;
  readonly indent: string;
  /** Makes a stretch of code look like code. */
  code(text: string): string;
}

/** What cannot be broken, in one or more styles, with or without a blank before it. */
interface Word {
  readonly parts: readonly Span[];
  readonly gap: boolean;
  readonly width: number;
}

/** Blanks, narrow characters in a row, between which no line may be broken, or one other character. */
const RUN = / +|[^ \u1100-\u{10ffff}]+|./gsu;

/** The character at the beginning (0) or the end (-1) of a run. */
function edge(run: string, at: 0 | -1): string {
  return run < '\u1100' ? (run.at(at) ?? '') : run;
}

/** Breaks where one may: at blanks, and beside wide characters, which are written without. */
function wordsIn(spans: readonly Span[]): readonly Word[] {
  const words: { parts: Span[]; gap: boolean }[] = [];
  let before = '';
  let gap = false;
  for (const { text, code } of spans) {
    for (const run of text.match(RUN) ?? []) {
      if (run.startsWith(' ')) {
        gap = true;
        continue;
      }
      const parts = words.at(-1)?.parts;
      const last = parts?.at(-1);
      if (!parts || !last || gap || mayBreak(before, edge(run, 0))) words.push({ parts: [{ text: run, code }], gap });
      else if (last.code === code) parts[parts.length - 1] = { text: last.text + run, code };
      else parts.push({ text: run, code });
      before = edge(run, -1);
      gap = false;
    }
  }
  return words.map(({ parts, gap }) => ({ parts, gap, width: widthOf(parts) }));
}

function widthOf(parts: readonly Span[]): number {
  return parts.reduce((width, { text }) => width + displayWidth(text), 0);
}

/** A word too wide for any line, in pieces that are not. */
function chop(word: Word, columns: number): readonly Word[] {
  if (word.width <= columns) return [word];
  const pieces = word.parts.flatMap(({ text, code }) => hardBreak(text, columns).map((piece) => ({ text: piece, code })));
  return pieces.map((piece, index) => ({ parts: [piece], gap: index === 0 && word.gap, width: displayWidth(piece.text) }));
}

type Line = readonly Span[];

/** Sets prose on lines no wider than the columns, by the width at which a terminal shows it. */
export function wrap(spans: readonly Span[], { columns, indent, code }: Setting): readonly string[] {
  const room = Math.max(1, columns - displayWidth(indent));
  const text = spans.map((span) => span.text).join('');
  const plain = isNarrow(text) && !text.startsWith(' ') && !text.includes('  ');
  const paint = (line: Line) =>
    merge(line)
      .map((part) => (part.code ? code(part.text) : part.text))
      .join('');
  return (plain ? narrowLines(spans, text, room) : wordLines(spans, room)).map((line) => `${indent}${paint(line)}`.trimEnd());
}

/** Of text that is broken at its blanks alone, each character one column wide, as nearly all is: `text` is that of the spans. */
function narrowLines(spans: readonly Span[], text: string, room: number): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (text.length - from > room) {
    const blank = text.lastIndexOf(' ', from + room);
    const end = blank > from ? blank : from + room;
    lines.push(cut(spans, from, end));
    from = text[end] === ' ' ? end + 1 : end;
  }
  return [...lines, cut(spans, from, text.length)];
}

/** What stands between two places in the text of spans. */
function cut(spans: readonly Span[], from: number, end: number): Line {
  let before = 0;
  return spans.flatMap(({ text, code }) => {
    const part = text.slice(Math.max(from - before, 0), Math.max(end - before, 0));
    before += text.length;
    return part === '' ? [] : [{ text: part, code }];
  });
}

/** Of any text: a line may also be broken beside a wide character. */
function wordLines(spans: readonly Span[], room: number): readonly Line[] {
  const lines: Span[][] = [];
  let line: Span[] = [];
  let used = 0;
  for (const word of wordsIn(spans).flatMap((one) => chop(one, room))) {
    const gap = word.gap && line.length > 0;
    const width = word.width + (gap ? 1 : 0);
    if (line.length > 0 && used + width > room) {
      lines.push(line);
      line = [...word.parts];
      used = word.width;
      continue;
    }
    if (gap) line.push({ text: ' ', code: line.at(-1)?.code === true && word.parts[0]?.code === true });
    line.push(...word.parts);
    used += width;
  }
  return [...lines, line];
}

/** Neighbours of one style as one stretch, so that each is painted once. */
function merge(parts: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last && last.code === part.code) merged[merged.length - 1] = { text: last.text + part.text, code: part.code };
    else merged.push(part);
  }
  return merged;
}

/** A command on as many lines as it takes, broken between words with a backslash, so that it can still be pasted. */
export function wrapCommand(command: string, columns: number): readonly string[] {
  if (displayWidth(command) <= columns) return [command];
  const words = command.match(/(?:[^\s']|'[^']*')+/g) ?? [];
  if (words.join(' ') !== command) return hardBreak(command, columns);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    // Two columns are kept for the backslash.
    if (line !== '' && displayWidth(longer) > columns - 2) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = longer;
  }
  return [...lines, line].flatMap((part) => hardBreak(part, columns));
}

function hardBreak(text: string, columns: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (piece !== '' && displayWidth(piece + character) > columns) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
