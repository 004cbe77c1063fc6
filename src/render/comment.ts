import { piecesOf } from '../model/breaks.ts';
import { displayWidth } from '../model/width.ts';

/** Columns of a comment, the sign and its blank included. */
const COLUMNS = 84;

/** Control characters, and what else some programs take for the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Blanks and the sign of a list item, under which its further lines are not to begin. */
function indentOf(line: string): string {
  const [lead = ''] = /^\s*(?:- )?/.exec(line) ?? [];
  return ' '.repeat(lead.length);
}

function foldLine(line: string): readonly string[] {
  const indent = indentOf(line);
  const folded: string[] = [];
  let current = line.slice(0, indent.length);
  for (const { glue, piece } of piecesOf(line.slice(indent.length))) {
    const empty = current.trim() === '' || current.trim() === '-';
    const longer = current + (empty ? piece : glue + piece);
    if (!empty && displayWidth(longer) > COLUMNS - 2) {
      folded.push(current);
      current = indent + piece;
    } else current = longer;
  }
  return [...folded, current];
}

/** Prose in lines of a page, folded between words; control characters become blanks. */
export function foldProse(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => foldLine(line.replaceAll(CONTROL, ' ').trimEnd()));
}

/**
 * Prose as comment lines of a shell script, folded between words. Whatever the text holds, nothing of it leaves the
 * comment, and no line of it is taken for a directive to shellcheck.
 */
export function commentLines(text: string): string {
  return foldProse(text)
    .map((line) => `# ${line.replace(/^(\s*)shellcheck\b/, '$1(shellcheck)')}`.trimEnd())
    .join('\n');
}
