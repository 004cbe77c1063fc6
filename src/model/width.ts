import fastStringWidth from 'fast-string-width';

/**
 * One column a character: Latin, punctuation, arrows, what boxes and bars are drawn with, braille and signs. Nearly all text is
 * that, and Chinese; to measure the rest takes expressions that take long to compile.
 */
const NARROW = ' -~\\u00a0-\\u00ff\\u2010-\\u2027\\u2190-\\u21ff\\u2500-\\u259f\\u2800-\\u28ff\\u2714\\u2716\\u2718';

/** Two columns a character: Chinese, and its punctuation but for the tone marks, which take none. */
const WIDE = '\\u3000-\\u3029\\u4e00-\\u9fff\\uff01-\\uff60';

const PLAIN = /^[ -~]*$/;
const ALL_NARROW = new RegExp(`^[${NARROW}]*$`);
const USUAL = new RegExp(`^[${NARROW}${WIDE}]*$`);
const EACH_WIDE = new RegExp(`[${WIDE}]`, 'g');

/** Whether each character of a text takes one column; false where that takes long to tell. */
export function isNarrow(text: string): boolean {
  return ALL_NARROW.test(text);
}

/** Columns that a text takes on a terminal: wide characters take two. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return USUAL.test(text) ? text.length + (text.match(EACH_WIDE)?.length ?? 0) : fastStringWidth(text);
}

/** The text with blanks behind it, so that it takes that many columns. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - displayWidth(text), 0));
}
