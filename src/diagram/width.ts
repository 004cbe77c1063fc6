import { displayWidth } from '../model/width.ts';

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
