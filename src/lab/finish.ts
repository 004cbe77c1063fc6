import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import { type Exercise, learnersActions } from './exercise.ts';

/** After how many steps of the lesson something is done and something that is graded is left to do. */
export function halfways(exercise: Exercise): readonly number[] {
  const { steps, items } = exercise;
  let begun = false;
  return steps.flatMap((step, index) => {
    begun ||= learnersActions(step, exercise).length > 0;
    const left = items.some(({ check }) => !check.stands(step.after));
    return begun && left ? [index + 1] : [];
  });
}

/** Where the learner begins unless they say: half of what can be left to them is done. */
function usual(choices: readonly number[]): number | undefined {
  return choices[Math.floor((choices.length - 1) / 2)];
}

/** The exercise with the steps up to `from` done, or half of them; what then holds is found out once it is begun (begin.ts). Throws where nothing would be done, or nothing left. */
export function finishOf(exercise: Exercise, from?: number): Exercise {
  const { id } = exercise;
  const choices = halfways(exercise);
  const done = from ?? usual(choices);
  if (done === undefined)
    throw new NetscenarioError(
      'usage',
      say({ en: `${id} has nothing to finish: its network is made in one step`, zh: `${id} 没有可接着做的：它的网络一步就搭好了` }),
    );
  if (!choices.includes(done))
    throw new NetscenarioError(
      'usage',
      say({ en: `${id} cannot be begun after step ${done}`, zh: `${id} 不能从第 ${done} 步之后开始` }),
      say({ en: `take one of ${choices.join(', ')}`, zh: `可以取 ${choices.join('、')}` }),
    );
  return { ...exercise, kind: 'finish', done };
}
