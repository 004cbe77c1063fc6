import { NetscenarioError } from '../model/errors.ts';
import { HOST } from '../model/host.ts';
import type { Network } from '../model/network.ts';
import { say } from '../model/say.ts';
import type { Plan, PlannedAction, PlannedStep } from '../plan/plan.ts';
import type { Fault } from './faults/define.ts';
import { claimItems } from './items/claims.ts';
import type { Item } from './items/item.ts';
import { structureItems } from './items/structure.ts';
import { gatewayItems, pluggedItems } from './items/switches.ts';
import type { LabKind } from './kinds.ts';
import { startsAsked } from './witness/listening.ts';

/** A lesson as a task: what is there at the beginning, what is to be there at the end, and what is graded. */
export interface Exercise {
  readonly id: string;
  readonly kind: LabKind;
  readonly plan: Plan;
  /** What is ready before the learner begins. */
  readonly scene: readonly PlannedAction[];
  /** The steps of the lesson, without the scene. */
  readonly steps: readonly PlannedStep[];
  /** How many of them are done when the learner begins; the rest is the learner's. */
  readonly done: number;
  /** What is put in when they are done, where there is something to repair, and by which number it comes again. */
  readonly fault: { readonly seed: number; readonly fault: Fault } | undefined;
  /** The network before the first of them, and as it is to be. */
  readonly before: Network;
  readonly goal: Network;
  readonly items: readonly Item[];
}

/** Derives the exercise of a lesson from its plan; throws where what only a lab can have ready, such as a Docker daemon, is not in its scene. Pure. */
export function exerciseOf(plan: Plan): Exercise {
  const last = plan.steps.findIndex(({ goal }) => goal);
  const all = last < 0 ? plan.steps : plan.steps.slice(0, last + 1);
  refuseLateDaemons(plan);
  const scenery = all.filter(({ scene }) => scene);
  const steps = all.filter(({ scene }) => !scene);
  const before = scenery.at(-1)?.after ?? plan.before;
  const scene = [
    ...scenery.flatMap(({ actions }) => actions.filter(({ look }) => !look)),
    ...steps.flatMap(({ actions }) => actions.filter((action) => isScenery(action, before))),
  ];
  const goal = all.at(-1)?.after ?? plan.before;
  const structure = structureItems({ before, goal });
  const checks = claimItems(steps, { before, goal }, structure);
  const items = [
    ...structure,
    ...checks.flatMap((item) => [item, ...gatewayItems(item, checks, { before, goal })]),
    ...pluggedItems(checks, structure, goal),
  ];
  return { id: plan.id, kind: 'build', plan, scene, steps, done: 0, fault: undefined, before, goal, items };
}

/** What a daemon of the lab makes as it starts is nothing that a learner has made, so it must be there from the beginning. */
function refuseLateDaemons({ id, steps }: Plan): void {
  const late = steps.flatMap(({ scene, actions }) => (scene ? [] : actions.filter((action) => action.inCell().length > 0)));
  if (!late[0]) return;
  const title = say(late[0].title);
  throw new NetscenarioError(
    'usage',
    say({ en: `${id} has no exercise: "${title}" is not in its scene`, zh: `${id} 没有练习：“${title}”不在它的初始环境里` }),
    say({ en: 'write scene: true in the steps with that', zh: '在含有它的步骤里写上 scene: true' }),
  );
}

/** Whether an action is the lab's to do: by its kind, or since it is done in a namespace that belongs to the scene. */
function isScenery({ role, params }: PlannedAction, before: Network): boolean {
  const { netns } = params as { readonly netns?: unknown };
  return role === 'scene' || (role === 'build' && typeof netns === 'string' && netns !== HOST && before.netns[netns] !== undefined);
}

/** What of a step is the learner's to do: servers too where they are what is asked for. */
export function learnersActions({ actions }: PlannedStep, { before, items }: Exercise): readonly PlannedAction[] {
  const checks = items.map(({ check }) => check);
  return actions.filter((action) => (action.role === 'build' || startsAsked(action, checks)) && !isScenery(action, before));
}
