import { type Exercise, learnersActions } from './exercise.ts';

/** The commands of a lesson that are the learner's, of the first so many steps or of all, as a script that stops at the first that fails. */
export function referenceSolution(exercise: Exercise, upTo: number = exercise.steps.length): string {
  const commands = exercise.steps
    .slice(0, upTo)
    .flatMap((step) => learnersActions(step, exercise).flatMap((action) => action.commands.filter(({ housekeeping }) => !housekeeping)));
  return ['set -e', ...commands.map(({ text }) => text), ''].join('\n');
}
