import fastStringWidth from 'fast-string-width';

/** One column a character. Nearly all text is that, and to measure the rest takes long. */
const PLAIN = /^[ -~]*$/;

/** Columns that a text takes on a terminal: wide characters take two. */
export function displayWidth(text: string): number {
  return PLAIN.test(text) ? text.length : fastStringWidth(text);
}

/** The text with blanks behind it, so that it takes that many columns. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - displayWidth(text), 0));
}
