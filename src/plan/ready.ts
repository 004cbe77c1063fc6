import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../vocabulary/needs.ts';
import { keptPlan, planFile } from './kept.ts';
import type { Plan } from './plan.ts';
import { PLAN_FOLDER } from './ready-source.ts';

function read(file: string): string | undefined {
  try {
    return readFileSync(join(PLAN_FOLDER ?? '', file), 'utf8');
  } catch {
    // There is no such lesson, or a build is under way.
    return undefined;
  }
}

/** The plan of a lesson in which nothing is set, as the build has made it; `undefined` where it was not kept. */
export function readyPlan(id: string, facts: Facts): Plan | undefined {
  if (PLAN_FOLDER === undefined || !/^[a-z0-9-]+$/.test(id)) return undefined;
  const text = read(planFile(id, undefined)) ?? read(planFile(id, facts.ovsDatapath));
  return text === undefined ? undefined : keptPlan(text, facts);
}
