import type { Exercise } from './exercise.ts';

/** The commands of a lesson that are the learner's, as a script that stops at the first that fails. */
export function referenceSolution({ steps }: Exercise): string {
  const commands = steps.flatMap(({ actions }) =>
    actions.filter(({ role }) => role === 'build').flatMap((action) => action.commands.filter(({ housekeeping }) => !housekeeping)),
  );
  return ['set -e', ...commands.map(({ text }) => text), ''].join('\n');
}
