/** Control characters, and those that turn the direction of a line or cannot be seen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A line with what a terminal would obey or hide written out, as `\u001b`: names of devices may hold it. */
export function visible(line: string): string {
  return line.replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
