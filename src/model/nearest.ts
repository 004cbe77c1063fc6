import { say } from './say.ts';

/** Edits (insert, delete, replace) that turn one word into the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Letters from which on the beginning of a word says which one is meant. */
const BEGINNING = 3;

/** The known word that a mistyped one was probably meant to be, if any is near enough, or the only one that it begins. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const begun = word.length < BEGINNING ? [] : known.filter((candidate) => candidate.startsWith(word));
  if (begun.length === 1) return begun[0];
  const ranked = known.map((candidate) => ({ candidate, edits: distance(word, candidate) })).sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  return best && best.edits <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** The question whether that word was meant. */
export function didYouMean(word: string): string {
  return say({ en: `did you mean ${word}?`, zh: `是不是想写 ${word}？` });
}
