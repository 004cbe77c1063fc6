import type { Text } from '../model/text.ts';
import type { Omission, Plan } from '../plan/plan.ts';

/** A lesson less one action: what the proof of its checks tries. */
export interface Mutant extends Omission {
  readonly stepId: string;
  /** Kind and title of the action that is left out. */
  readonly kind: string;
  readonly title: Text;
}

/** Every action of a lesson that something must guard: all but those that are there only to be looked at, and those for which nothing has to be done here. */
export function mutantsOf(plan: Plan): readonly Mutant[] {
  return plan.steps.flatMap(({ id, actions }, step) =>
    actions.flatMap(({ look, kind, title, commands }, action) =>
      look || commands.length === 0 ? [] : [{ step, action, stepId: id, kind, title }],
    ),
  );
}
