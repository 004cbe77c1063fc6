import { say } from '../model/say.ts';
import { commentLines } from '../render/comment.ts';
import { type Exercise, learnersActions } from './exercise.ts';

/** What waits until a program that was started in the background is there, without which the next command may be too early. */
const WAITING = ['tap-program', 'serve'];

/** The commands of a lesson that are the learner's, of the steps from one to another, as a script that stops at the first that fails. */
export function referenceSolution(exercise: Exercise, from = 0, to: number = exercise.steps.length): string {
  const commands = exercise.steps
    .slice(from, to)
    .flatMap((step) => learnersActions(step, exercise))
    .flatMap((action) => action.commands.filter(({ housekeeping }) => !housekeeping || WAITING.includes(action.kind)));
  return ['set -e', ...commands.map(({ text }) => text), ''].join('\n');
}

/** What does what is left to the learner: the commands of the remaining steps, or those that mend the fault. */
export function ownSolution(exercise: Exercise): string {
  const { fault, done } = exercise;
  if (!fault) return referenceSolution(exercise, done);
  return ['set -e', commentLines(say(fault.fault.what)), ...fault.fault.mend, ''].join('\n');
}
