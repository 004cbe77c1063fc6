import type { PlannedAction } from './plan.ts';

/**
 * The actions whose undo is due to take all of them back, the last one first. What a later one has taken away for good
 * needs no undo, whatever was done to it; a thing of that name that was made anew meanwhile is another one.
 */
export function dueUndos(actions: readonly PlannedAction[]): readonly PlannedAction[] {
  const lost = new Set<string>();
  return actions.toReversed().filter(({ creates, undoes, loses, makes }) => {
    const due = !undoes.some((thing) => lost.has(thing));
    if (!due) for (const thing of [...creates, ...makes.map(({ what, name }) => `${what} ${name}`)]) lost.delete(thing);
    for (const thing of loses) lost.add(thing);
    return due;
  });
}
