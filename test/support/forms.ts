import type { Plan } from '../../src/plan/plan.ts';
import { isForRootInSandbox } from '../../src/plan/plan.ts';
import type { Form } from '../../src/script/words.ts';
import type { Account } from './installation.ts';

/** Whether this account may run a plan; whoever may not must be told so (exit code 4). */
export function mayRun(plan: Plan, { uid }: Account): boolean {
  return uid === 0 || !isForRootInSandbox(plan);
}

/** The forms in which a plan can be printed; the other one must be refused. */
export function formsOf(plan: Plan): readonly Form[] {
  return isForRootInSandbox(plan) ? ['sandbox'] : ['sandbox', 'host'];
}
