import fastStringWidth from 'fast-string-width';

/** One column a character. Nearly all text is that, and to measure the rest takes long. */
const PLAIN = /^[ -~]*$/;

/** Columns that a text takes on a terminal: wide characters take two. */
export function displayWidth(text: string): number {
  return PLAIN.test(text) ? text.length : fastStringWidth(text);
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
