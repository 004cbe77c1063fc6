import { mayBreak } from '../model/breaks.ts';
import type { Span } from '../model/prose.ts';
import { displayWidth } from '../model/width.ts';

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
}

/** Breaks where one may: at blanks, and beside wide characters, which are written without. */
function wordsIn(spans: readonly Span[]): readonly Word[] {
  const words: { parts: Span[]; gap: boolean }[] = [];
  let before = '';
  let gap = false;
  for (const { text, code } of spans) {
    for (const character of text) {
      if (character === ' ') {
        gap = true;
        continue;
      }
      const parts = words.at(-1)?.parts;
      const last = parts?.at(-1);
      if (!parts || !last || gap || mayBreak(before, character)) words.push({ parts: [{ text: character, code }], gap });
      else if (last.code === code) parts[parts.length - 1] = { text: last.text + character, code };
      else parts.push({ text: character, code });
      before = character;
      gap = false;
    }
  }
  return words;
}

function widthOf({ parts }: Word): number {
  return parts.reduce((width, { text }) => width + displayWidth(text), 0);
}

/** A word too wide for any line, in pieces that are not. */
function chop(word: Word, columns: number): readonly Word[] {
  if (widthOf(word) <= columns) return [word];
  const pieces: Word[] = [];
  for (const { text, code } of word.parts) {
    let piece = '';
    for (const character of text) {
      if (piece !== '' && displayWidth(piece + character) > columns) {
        pieces.push({ parts: [{ text: piece, code }], gap: false });
        piece = '';
      }
      piece += character;
    }
    pieces.push({ parts: [{ text: piece, code }], gap: false });
  }
  return pieces.map((piece, index) => ({ ...piece, gap: index === 0 && word.gap }));
}

/** Sets prose on lines no wider than the columns, by the width at which a terminal shows it. */
export function wrap(spans: readonly Span[], { columns, indent, code }: Setting): readonly string[] {
  const room = Math.max(1, columns - displayWidth(indent));
  const words = wordsIn(spans).flatMap((word) => chop(word, room));
  const lines: Span[][] = [];
  let line: Span[] = [];
  let used = 0;
  for (const word of words) {
    const gap = word.gap && line.length > 0;
    const width = widthOf(word) + (gap ? 1 : 0);
    if (line.length > 0 && used + width > room) {
      lines.push(line);
      line = [...word.parts];
      used = widthOf(word);
      continue;
    }
    if (gap) line.push({ text: ' ', code: line.at(-1)?.code === true && word.parts[0]?.code === true });
    line.push(...word.parts);
    used += width;
  }
  lines.push(line);
  const paint = (parts: readonly Span[]) =>
    merge(parts)
      .map((part) => (part.code ? code(part.text) : part.text))
      .join('');
  return lines.map((parts) => `${indent}${paint(parts)}`.trimEnd());
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
