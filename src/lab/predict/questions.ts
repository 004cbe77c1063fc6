import type { Network } from '../../model/network.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import { served } from '../../vocabulary/checks/served.ts';
import { type Exercise, learnersActions } from '../exercise.ts';
import { witnessed } from '../witness/witness.ts';
import { devicesAt, sourcesAt } from './choices.ts';
import type { ClaimQuestion, Question } from './question.ts';

/** What these claim is so only once there has been traffic that nobody has sent yet. */
const AFTER_TRAFFIC = new Set(['learnt', 'tracked', 'source-seen']);

/** What tells most is asked first: what passes, then how it is wired, and last what an address is held by. */
const MOST_TELLING = ['reaches', 'no-reply', 'unreachable', 'joined', 'paired', 'routed'];

function rank({ kind }: PlannedCheck): number {
  const at = MOST_TELLING.indexOf(kind);
  return kind === 'held' ? MOST_TELLING.length + 1 : at < 0 ? MOST_TELLING.length : at;
}

/** What is asked before the steps of an exercise, in their order: of each what will be so, and what will not be so yet. */
export function questionsOf(exercise: Exercise): readonly Question[] {
  const asked = new Set<string>();
  return exercise.steps.flatMap((step, index): readonly Question[] => {
    if (learnersActions(step, exercise).length === 0) return [];
    const claims = claimsAt(exercise, index, asked);
    for (const { check } of claims) asked.add(`${check.claim.en} ${check.stands(step.after)}`);
    return [devicesAt(exercise, index), sourcesAt(exercise, index), ...claims].filter((question) => question !== undefined);
  });
}

/** A claim that becomes true with a step, and one that does not yet; which comes first alternates. */
function claimsAt({ steps, items, goal }: Exercise, index: number, asked: ReadonlySet<string>): readonly ClaimQuestion[] {
  const step = steps[index];
  if (!step) return [];
  const { before, after } = step;
  // The servers of a lesson are the grader's in a lab.
  const own = step.checks.map((check) => (check.kind === served.kind ? witnessed(check, goal) : check));
  const checks = [...own, ...items.map(({ check }) => check)].filter(({ kind }) => !AFTER_TRAFFIC.has(kind) && kind !== 'exists');
  const fresh = (check: PlannedCheck) => !asked.has(`${check.claim.en} ${check.stands(after)}`);
  const becomes = checks
    .filter((check) => !check.stands(before) && check.stands(after) && isAbout(check, after) && fresh(check))
    .sort((a, b) => rank(a) - rank(b))[0];
  const later = (check: PlannedCheck) => steps.findIndex(({ after: then }) => check.stands(then));
  const missing = checks
    .filter((check) => !check.stands(after) && later(check) > index && isAbout(check, after) && fresh(check))
    .sort((a, b) => rank(a) - rank(b) || later(a) - later(b))[0];
  const question = (check: PlannedCheck): ClaimQuestion => ({
    kind: 'claim',
    step: index,
    asks: check.claim,
    see: check.see,
    check,
    expected: check.stands(after),
  });
  const both = [becomes, missing].flatMap((check) => (check ? [question(check)] : []));
  return index % 2 === 0 ? both : both.reverse();
}

/** Whether a check can be asked of a network: the namespaces that it looks at are there. */
function isAbout({ places }: PlannedCheck, network: Network): boolean {
  return places.every(({ netns }) => network.netns[netns] !== undefined);
}
