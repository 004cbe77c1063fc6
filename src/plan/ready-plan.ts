import type { Facts } from '../vocabulary/needs.ts';
import { keptPlan } from './kept.ts';
import type { Plan } from './plan.ts';
import { readyText } from './ready.ts';

/** The plan of a lesson in which nothing is set, as the build has made it; `undefined` where it was not kept. */
export function readyPlan(id: string, facts: Facts): Plan | undefined {
  // Most lessons have the same plan whatever Open vSwitch forwards with.
  const text = readyText(id, 'plan') ?? readyText(id, `plan-${facts.ovsDatapath}`);
  return text === undefined ? undefined : keptPlan(text, facts);
}
