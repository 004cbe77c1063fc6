import type { FlagNote } from '../vocabulary/notes.ts';

/** The words of a command as one would read them, the signs of quoting and grouping left out. */
export function wordsOf(command: string): readonly string[] {
  return command.split(/[\s'"{};]+/).filter((word) => word !== '');
}

/** Whether a word of a command is that of a note; a note's last word may stand for all that begin with it. */
function fits(word: string | undefined, noted: string): boolean {
  return word === noted || (word?.startsWith(noted) === true && /[:=/]$/.test(noted));
}

/** Where in a command's words a note's flag begins; -1 where it does not occur. */
export function positionOf({ flag }: FlagNote, words: readonly string[]): number {
  const noted = flag.split(' ');
  return words.findIndex((_, start) => noted.every((part, offset) => fits(words[start + offset], part)));
}

/** The notes whose flag occurs in the commands, in the order in which it does, but for those that lie inside another. */
export function relevantNotes(commands: readonly string[], notes: readonly FlagNote[]): readonly FlagNote[] {
  const found = commands.flatMap((command) => {
    const words = wordsOf(command);
    const placed = notes
      .map((note) => ({ note, from: positionOf(note, words) }))
      .filter(({ from }) => from >= 0)
      .map(({ note, from }) => ({ note, from, to: from + note.flag.split(' ').length }));
    // `show` says nothing more where `link show` is explained.
    const inOther = (one: (typeof placed)[number]) => placed.some((other) => other !== one && other.from <= one.from && one.to <= other.to);
    return placed
      .filter((one) => !inOther(one))
      .sort((a, b) => a.from - b.from)
      .map(({ note }) => note);
  });
  return [...new Set(found)];
}
