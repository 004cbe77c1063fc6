import { displayWidth } from './width.ts';

/** What is no sign, and most of what there is: the expressions for signs take a millisecond to make. */
const USUAL = /[0-9A-Za-z\u4e00-\u9fff]/;

/** Signs that close something, or part it from what follows, stay on the line of what they close. */
function isClosing(character: string): boolean {
  return !USUAL.test(character) && /[\p{Pe}\p{Pf}\p{Po}…—]/u.test(character);
}

/** Signs that open something stay on the line of what they open. */
function isOpening(character: string): boolean {
  return !USUAL.test(character) && /[\p{Ps}\p{Pi}]/u.test(character);
}

/** Text that holds no wide character. */
const NARROW = /^[\0-\u10ff]*$/;

/** Whether a line may end between two characters that no blank parts: beside a wide one, as Chinese is set. */
export function mayBreak(before: string, after: string): boolean {
  // Nearly all text is Latin.
  if (before < '\u1100' && after < '\u1100') return false;
  if (displayWidth(before) !== 2 && displayWidth(after) !== 2) return false;
  return !isClosing(after) && !isOpening(before);
}

/**
 * The pieces between which a line may be broken, each with what stands before it on the same line: a blank or nothing.
 * Where there are several blanks in a row, they stay in their piece: somebody has aligned what follows.
 */
export function piecesOf(text: string): readonly { readonly glue: '' | ' '; readonly piece: string }[] {
  return text.split(/(?<=\S) (?=\S)/).flatMap((word, place) => {
    const glue = place === 0 ? '' : ' ';
    if (NARROW.test(word)) return { glue, piece: word };
    const pieces: { glue: '' | ' '; piece: string }[] = [];
    let before = '';
    for (const character of word) {
      const last = pieces.at(-1);
      if (!last || mayBreak(before, character)) pieces.push({ glue: last ? '' : glue, piece: character });
      else last.piece += character;
      before = character;
    }
    return pieces;
  });
}
