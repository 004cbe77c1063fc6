import type { Network } from '../../model/network.ts';
import type { PlannedAction, PlannedCheck } from '../../plan/plan.ts';
import type { Member } from '../../vocabulary/checks/verdicts.ts';

/** One thing that is graded. */
export interface Item {
  /** Unique in its exercise. */
  readonly id: string;
  readonly points: number;
  /** Ids of the items without which it says nothing. */
  readonly needs: readonly string[];
  readonly check: PlannedCheck;
  /** The address that tells the device by which its pings must leave. */
  readonly way?: Member | undefined;
  /** What the grader does for its sake before it looks. */
  readonly watch: readonly PlannedAction[];
  /** It holds when the learner begins: it must go on to hold, and is worth its points only once the rest holds too. */
  readonly given?: boolean;
}

/** What a thing is worth that is graded. */
export const POINTS = { exists: 1, held: 1, check: 2 } as const;

/** The network at the beginning of an exercise, and as it is to be. */
export interface Ends {
  readonly before: Network;
  readonly goal: Network;
}
