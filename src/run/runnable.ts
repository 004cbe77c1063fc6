import { describeLacks, lacksOf, SANDBOX_NEEDS } from '../exec/needs.ts';
import { programLinks } from '../exec/packages.ts';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Plan } from '../plan/plan.ts';
import type { SandboxOptions } from '../sandbox/launch.ts';

/** What the sandbox of a plan must offer. */
export function sandboxOptionsFor(plan: Plan): SandboxOptions {
  return {
    uidRange: plan.needs.some(({ kind }) => kind === 'uid-range'),
    links: programLinks(),
  };
}

/** Throws where this machine lacks something that the plan needs. */
export function assertRunnable(plan: Plan): void {
  const lacks = lacksOf([...SANDBOX_NEEDS, ...plan.needs], plan.facts);
  if (lacks.length === 0) return;
  const { what, fix } = describeLacks([...new Map(lacks.map((lack) => [lack.what, lack])).values()]);
  throw new NetscenarioError(
    'unsupported',
    say({ en: `${plan.id} is skipped: this machine lacks ${what}`, zh: `跳过 ${plan.id}：这台机器缺少 ${what}` }),
    fix,
  );
}
