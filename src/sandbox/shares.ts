import { type MayFail, partsOf } from './parts.ts';
import { SLOTS } from './slots.ts';

/** The places of commands in as many shares as there are slots, none of them empty. */
export function sharesOf(commands: readonly unknown[]): readonly (readonly number[])[] {
  const shares = Array.from({ length: Math.min(SLOTS, commands.length) }, (): number[] => []);
  for (const index of commands.keys()) shares[index % SLOTS]?.push(index);
  return shares;
}

/** The same, but what goes to one session in one share: it does one line after the other, and is told all of them together. */
export function sharesBySession(commands: readonly string[], mayFail?: MayFail): readonly (readonly number[])[] {
  const groups = new Map<string | number, number[]>();
  for (const [index, command] of commands.entries()) {
    const [part] = partsOf([command], mayFail);
    const whose = part?.netns ?? index;
    const group = groups.get(whose);
    if (group) group.push(index);
    else groups.set(whose, [index]);
  }
  const all = [...groups.values()];
  return sharesOf(all).map((mine) => mine.flatMap((group) => all[group] ?? []));
}
