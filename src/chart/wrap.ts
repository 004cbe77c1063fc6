import { piecesOf } from '../model/breaks.ts';
import { displayWidth } from '../model/width.ts';

/** Prose in lines of at most so many columns; a word that is longer has a line of its own. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const { glue, piece } of piecesOf(text)) {
    const longer = `${line}${glue}${piece}`;
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line);
      line = piece;
    } else line = longer;
  }
  return [...lines, line];
}
