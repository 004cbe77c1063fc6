import type { Exercise } from './exercise.ts';

/** The commands of a lesson that are the learner's, of the first so many steps or of all, as a script that stops at the first that fails. */
export function referenceSolution({ steps }: Exercise, upTo: number = steps.length): string {
  const commands = steps
    .slice(0, upTo)
    .flatMap(({ actions }) =>
      actions.filter(({ role }) => role === 'build').flatMap((action) => action.commands.filter(({ housekeeping }) => !housekeeping)),
    );
  return ['set -e', ...commands.map(({ text }) => text), ''].join('\n');
}
