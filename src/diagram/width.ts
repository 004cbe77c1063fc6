import { displayWidth } from '../model/width.ts';

/** Columns of a shortened name's end that stay: names of a kind differ there (`br-net-1`, `br-net-2`). */
const TAIL = 2;

/** A name in at most this many columns, its middle replaced by an ellipsis where it is longer. */
export function shortenName(name: string, columns: number): string {
  const tail = name.slice(-TAIL);
  return displayWidth(name) <= columns || columns < 2 * TAIL ? shorten(name, columns) : shorten(name, columns - displayWidth(tail)) + tail;
}

/** The text in at most this many columns, its end replaced by an ellipsis where it is longer. */
export function shorten(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
