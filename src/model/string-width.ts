import { displayWidth } from './width.ts';

/** What only changes how a terminal shows text (ECMA-48, SGR). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with one.
const STYLES = /\u001b\[[\d;]*m/g;

/** Columns that a text with colours takes; in the bundle, packages measure by this instead of string-width. */
export default function stringWidth(text: string): number {
  return displayWidth(text.includes('\u001b') ? text.replace(STYLES, '') : text);
}
