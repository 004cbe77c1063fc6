/** A stretch of prose: words, or code as one would type it. */
export interface Span {
  readonly code: boolean;
  readonly text: string;
}

/** Unicode's control characters, and those that turn the direction of text (Cc, Bidi_Control): by their names they take 4 ms to compile. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Splits prose at its backticks; one that is never closed is a character like any other. Whitespace runs become one blank, control characters vanish. */
export function spansOf(prose: string): readonly Span[] {
  const text = cleanProse(prose);
  return text
    .split(/(`[^`]*[^`\s][^`]*`)/)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]*[^`\s][^`]*`$/.test(part) ? { code: true, text: part.slice(1, -1).trim() } : { code: false, text: part }));
}

/** One line of prose without anything that a terminal would obey. */
export function cleanProse(prose: string): string {
  return prose.replace(/\s+/g, ' ').replace(OBEYED, '').trim();
}
