import type { CommandResult } from '../vocabulary/define.ts';

/** Names that people give may hold what JSON does not: control characters, which tools print as they are, and `\\'` of iproute2. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const NOT_JSON = /\\([\s\S])|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** What a tool printed as JSON, whatever the names in it are. Throws `SyntaxError` where it is none, as where it was cut off. */
export function readListing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(NOT_JSON, mended));
  }
}

function mended(found: string, escaped: string | undefined): string {
  if (escaped === "'") return escaped;
  return escaped === undefined ? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}` : found;
}

/** What a command printed, nothing where it failed. */
export function printed(result: CommandResult | undefined): string {
  return result?.exitCode === 0 ? result.stdout : '';
}
