import { gatherFacts } from '../../src/exec/facts.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { type Omission, planScenario } from '../../src/plan/plan.ts';
import { type EngineResult, runPlan } from '../../src/run/engine.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';

export interface Mutant extends Omission {
  readonly title: string;
}

/** Every action of a lesson that a check must guard: all but those that are there only to be looked at. */
export function mutantsOf(scenario: Scenario): readonly Mutant[] {
  const plan = planScenario(scenario, { set: [], facts: gatherFacts() });
  return plan.steps.flatMap(({ id, actions }, step) =>
    actions.flatMap(({ look, title }, action) => (look ? [] : [{ step, action, title: `${id}: ${title.en}` }])),
  );
}

export interface Trial {
  readonly status: EngineResult['status'];
  /** What ended it: the first check that failed, or the command. */
  readonly by: string;
}

/**
 * Runs a lesson, or a lesson less one action, with its own checks alone: the comparison with the expected network is
 * off, since it would notice the missing action by itself and prove nothing about the checks.
 */
export async function tryLesson(scenario: Scenario, deadlineMs: number, omit?: Omission): Promise<Trial> {
  const plan = planScenario(scenario, { set: [], facts: gatherFacts(), ...(omit ? { omit } : {}) });
  const sandbox = await Sandbox.create(sandboxOptionsFor(plan));
  const events: RunEvent[] = [];
  try {
    const options = {
      channel: sandbox.channel,
      emit: (event: RunEvent) => events.push(event),
      signal: new AbortController().signal,
      lang: 'en' as const,
      deadlineMs,
      diff: false,
      verbose: false,
    };
    const result = await runPlan(plan, { ...options, compare: false });
    const failed = events.find((event) => event.type === 'check-finished' && event.status === 'failed');
    return { status: result.status, by: failed?.type === 'check-finished' ? failed.claim : (result.brokenBy?.command ?? '') };
  } finally {
    await sandbox.dispose();
  }
}
