import { displayWidth } from '../model/width.ts';
import { shortenName } from './width.ts';

/** How a piece of the picture looks where there is colour. */
export type Look = 'plain' | 'wall' | 'title' | 'down' | 'cable' | 'news';

/** A piece of text without a gap in it. */
export interface Word {
  readonly text: string;
  readonly look: Look;
  /** Whether it may go on in the next line rather than be shortened: an address or a dotted key, not a name. */
  readonly breaks?: boolean;
}

/** Words with the same gap between them. */
export interface Label {
  readonly words: readonly Word[];
  readonly gap: number;
}

/** Lines after the first begin this much further in, where there is room for it. */
const HANG = 2;

/** Columns that words take beside one another. */
export function widthOf({ words, gap }: Label): number {
  return words.reduce((sum, { text }) => sum + displayWidth(text), gap * Math.max(0, words.length - 1));
}

/** A label as lines of at most this many columns; a word that alone is longer is broken or shortened. */
export function wrap({ words, gap }: Label, columns: number): readonly Label[] {
  const lines: Word[][] = [];
  let room = 0;
  for (const { text, look } of words.flatMap((word) => broken(word, columns))) {
    const line = lines.at(-1);
    const width = displayWidth(text);
    if (line && width + gap <= room) {
      line.push({ text, look });
      room -= width + gap;
      continue;
    }
    const indent = line ? Math.max(0, Math.min(HANG, columns - width)) : 0;
    const fitting = shortenName(text, Math.max(1, columns - indent));
    lines.push([{ text: ' '.repeat(indent) + fitting, look }]);
    room = columns - indent - displayWidth(fitting);
  }
  return lines.map((line) => ({ words: line, gap }));
}

/** A word that may be broken in pieces that fit: after dots, before the slash of a prefix. */
function broken(word: Word, columns: number): readonly Word[] {
  if (!word.breaks || displayWidth(word.text) <= columns) return [word];
  const pieces: string[] = [];
  for (const part of word.text.split(/(?<=\.)|(?=\/)/)) {
    const longer = `${pieces.at(-1) ?? ''}${part}`;
    if (pieces.length > 0 && displayWidth(longer) <= columns) pieces[pieces.length - 1] = longer;
    else pieces.push(part);
  }
  return pieces.map((text) => ({ ...word, text }));
}
