import type { FlagNote } from './notes.ts';

/** Words of iproute2 as they are cut short: it takes the beginning of a word for the first of its words that begins so. */
const SHORT = { link: 'l', address: 'a', route: 'r', neigh: 'n', add: 'a', set: 's', del: 'd' } as const;

/** Words that keep their length where they stand before another: `ip netns a`. */
function cut(words: string): string {
  return words
    .split(' ')
    .map((word) => (Object.hasOwn(SHORT, word) ? SHORT[word as keyof typeof SHORT] : word))
    .join(' ');
}

/** The same notes for commands of iproute2 that are cut short; each says what it is short for. */
export function abbreviated(notes: readonly FlagNote[]): readonly FlagNote[] {
  return notes.map(({ flag, means }) => {
    const short = cut(flag);
    if (short === flag) return { flag, means };
    return { flag: short, means: { en: `short for \`${flag}\`: ${means.en}`, zh: `\`${flag}\` 的缩写：${means.zh}` } };
  });
}

/** A list of iproute2's words, cut short. */
export function abbreviatedWords(words: readonly string[]): readonly string[] {
  return words.map(cut);
}
