import { availableParallelism } from 'node:os';
import type { Dialect } from '../model/dialects.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Lang } from '../model/text.ts';
import type { Plan } from '../plan/plan.ts';
import { planScenario } from '../plan/plan-scenario.ts';
import type { Facts } from '../vocabulary/needs.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { inOrder } from './pool.ts';
import { type Failure, type TrialContext, tryChecks, tryWhole, type WholeTrial } from './trial.ts';

/** One action left out, and the first thing that noticed; `undefined` where nothing did. */
export interface Outcome {
  readonly mutant: Mutant;
  readonly noticed: Failure | undefined;
}

export interface ProofOptions {
  readonly set: readonly string[];
  readonly dialects?: readonly Dialect[];
  readonly facts: Facts;
  readonly lang: Lang;
  /** How long a check may wait for its condition in the whole lesson, in milliseconds; in mutants that much at most. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  leftBehind(lines: readonly string[]): void;
  /** Called once, where the whole lesson holds. */
  onWhole?(whole: WholeTrial, mutants: number): void;
  /** Called for each action, in the order of the lesson. */
  onOutcome?(outcome: Outcome): void;
}

export interface Proof {
  readonly whole: WholeTrial;
  /** In the order of the lesson; none where the whole lesson does not hold. */
  readonly outcomes: readonly Outcome[];
}

/**
 * A check that fails has used up its deadline, so that of mutants is as short as the whole lesson allows: so many
 * times what its slowest check took, and so many milliseconds at least.
 */
const PATIENCE = 5;
const FLOOR_MS = 1000;

/** Mutants under way for each processor: most of their time they wait, for what will not come. */
const PER_PROCESSOR = 3;

/** The deadlines to try mutants with, in milliseconds; the second where the control does not hold with the first. */
export function mutantDeadlines(slowestMs: number, deadlineMs: number): readonly number[] {
  const short = Math.max(FLOOR_MS, PATIENCE * slowestMs);
  return short < deadlineMs ? [short, deadlineMs] : [deadlineMs];
}

/**
 * Proves a lesson's checks: the whole lesson must hold, and each action left out must be noticed by a check or a later
 * command, the comparison with the expected network switched off. With the mutants runs a control, the whole lesson
 * with their deadline: where haste makes it fail, none of them counts, and all is done again with the full deadline.
 * Rejects where the signal aborts or no sandbox can be made.
 */
export async function prove(scenario: Scenario, options: ProofOptions): Promise<Proof> {
  const { set, dialects, facts, deadlineMs } = options;
  const plan = planScenario(scenario, { set, dialects, facts });
  const whole = await tryWhole(plan, options);
  if (whole.failure) return { whole, outcomes: [] };
  const mutants = mutantsOf(plan);
  options.onWhole?.(whole, mutants.length);
  const planOf = (omit: Mutant): Plan => planScenario(scenario, { set, dialects, facts, omit });
  let control: Failure | undefined;
  for (const limit of mutantDeadlines(whole.slowestMs, deadlineMs)) {
    const round = await tryRound(plan, mutants, planOf, { ...options, deadlineMs: limit });
    if (!round.control) return { whole, outcomes: round.outcomes };
    control = round.control;
  }
  return { whole: { ...whole, failure: control }, outcomes: [] };
}

interface Round {
  /** What kept the whole lesson from holding beside the mutants. */
  readonly control: Failure | undefined;
  readonly outcomes: readonly Outcome[];
}

async function tryRound(
  plan: Plan,
  mutants: readonly Mutant[],
  planOf: (omit: Mutant) => Plan,
  options: ProofOptions & TrialContext,
): Promise<Round> {
  let control: Failure | undefined;
  const outcomes: Outcome[] = [];
  await inOrder<Mutant | undefined, { mutant: Mutant | undefined; noticed: Failure | undefined }>(
    [undefined, ...mutants],
    {
      atOnce: PER_PROCESSOR * availableParallelism(),
      signal: options.signal,
      onResult({ mutant, noticed }) {
        if (!mutant) control = noticed;
        else if (!control) {
          outcomes.push({ mutant, noticed });
          options.onOutcome?.({ mutant, noticed });
        }
      },
    },
    async (mutant, signal) => ({ mutant, noticed: await tryChecks(mutant ? planOf(mutant) : plan, { ...options, signal }) }),
  );
  return { control, outcomes };
}
