import { NetscenarioError } from '../model/errors.ts';
import { addressOf } from '../model/inet.ts';
import { HOST } from '../model/names.ts';
import type { Link, Network } from '../model/network.ts';
import { say } from '../model/say.ts';
import { isForRootInSandbox, type Plan, type PlannedAction, type PlannedCheck, type PlannedStep } from '../plan/plan.ts';
import { existing, held } from './requirements.ts';

/** One thing that is graded. */
export interface Item {
  /** Unique in its exercise. */
  readonly id: string;
  readonly points: number;
  /** Ids of the items without which it says nothing. */
  readonly needs: readonly string[];
  readonly check: PlannedCheck;
  /** What the grader does for its sake before it looks. */
  readonly watch: readonly PlannedAction[];
}

/** A lesson as a task: what is there at the beginning, what is to be there at the end, and what is graded. */
export interface Exercise {
  readonly id: string;
  readonly plan: Plan;
  /** What is ready before the learner begins. */
  readonly scene: readonly PlannedAction[];
  /** The steps that are the learner's. */
  readonly steps: readonly PlannedStep[];
  /** The network at the beginning, and as it is to be. */
  readonly before: Network;
  readonly goal: Network;
  readonly items: readonly Item[];
}

const POINTS = { exists: 1, held: 1, check: 2 } as const;

/** Derives the exercise of a lesson from its plan; throws where what the lesson builds takes root, as a real Docker daemon does. Pure. */
export function exerciseOf(plan: Plan): Exercise {
  if (isForRootInSandbox(plan))
    throw new NetscenarioError(
      'usage',
      say({ en: `${plan.id} has no exercise: what it builds takes root`, zh: `${plan.id} 没有练习：搭建它需要 root` }),
      say({ en: 'netscenario lab list shows those that there are', zh: '有哪些练习，见 netscenario lab list' }),
    );
  const last = plan.steps.findIndex(({ goal }) => goal);
  const all = last < 0 ? plan.steps : plan.steps.slice(0, last + 1);
  const scenery = all.filter(({ scene }) => scene);
  const steps = all.filter(({ scene }) => !scene);
  const before = scenery.at(-1)?.after ?? plan.before;
  const scene = [
    ...scenery.flatMap(({ actions }) => actions),
    ...steps.flatMap(({ actions }) => actions.filter((action) => isScenery(action, before))),
  ];
  const goal = all.at(-1)?.after ?? plan.before;
  const structure = structureItems(before, goal);
  return { id: plan.id, plan, scene, steps, before, goal, items: [...structure, ...checkItems(steps, { before, goal }, structure)] };
}

/** Whether an action is the lab's to do: by its kind, or since it is done in a namespace that belongs to the scene. */
function isScenery({ role, params }: PlannedAction, before: Network): boolean {
  const { netns } = params as { readonly netns?: unknown };
  return role === 'scene' || (role === 'build' && typeof netns === 'string' && netns !== HOST && before.netns[netns] !== undefined);
}

/** What of a step is the learner's to do. */
export function learnersActions({ actions }: PlannedStep, { before }: Exercise): readonly PlannedAction[] {
  return actions.filter((action) => action.role === 'build' && !isScenery(action, before));
}

/** The namespaces that the goal has and the beginning has not, and the addresses that devices hold there and on the host. */
function structureItems(before: Network, goal: Network): readonly Item[] {
  const names = Object.keys(goal.netns);
  const own = names.filter((netns) => before.netns[netns] === undefined);
  const exists = own.map((netns): Item => ({ id: existsId(netns), points: POINTS.exists, needs: [], check: existing(netns), watch: [] }));
  const addresses = names.flatMap((netns) =>
    Object.values(goal.netns[netns]?.links ?? {}).flatMap((link) =>
      link.kind === 'loopback'
        ? []
        : link.addresses.filter((address) => !isHeld(before, netns, address)).map((address) => ({ netns, link, address })),
    ),
  );
  const holds = addresses.map(
    ({ netns, link, address }): Item => ({
      id: heldId(netns, addressOf(address)),
      points: POINTS.held,
      needs: own.includes(netns) ? [existsId(netns)] : [],
      check: held({ netns, address, kind: fixedKind(link) }),
      watch: [],
    }),
  );
  return [...exists, ...holds];
}

const existsId = (netns: string): string => `netns-${netns}`;
const heldId = (netns: string, address: string): string => `address-${netns}-${address}`;

function isHeld(network: Network, netns: string, address: string): boolean {
  return Object.values(network.netns[netns]?.links ?? {}).some(({ addresses }) => addresses.includes(address));
}

/** The kind of device that must hold an address: a bridge that has one is the gateway; of others, how they are wired is asked apart. */
function fixedKind({ kind }: Link): 'bridge' | undefined {
  return kind === 'bridge' ? 'bridge' : undefined;
}

/** The checks of the lesson whose claims are true of the goal, each once, with what they need to say anything. */
function checkItems(
  steps: readonly PlannedStep[],
  { before, goal }: { readonly before: Network; readonly goal: Network },
  structure: readonly Item[],
): readonly Item[] {
  const seen = new Set<string>();
  return steps.flatMap((step) => {
    let watch = step.actions.filter(({ role }) => role === 'watch' && hasEffect(step));
    return step.checks.flatMap((check, index): readonly Item[] => {
      const key = JSON.stringify([check.kind, check.params]);
      if (seen.has(key) || !check.stands(goal)) return [];
      seen.add(key);
      // What holds before anything is built must hold still, but earns nothing by itself.
      const needs = check.stands(before) ? structure.map(({ id }) => id) : needsOf(check, structure);
      const item = { id: `${step.id}-${check.kind}-${index + 1}`, points: POINTS.check, needs, check, watch };
      watch = [];
      return [item];
    });
  });
}

/** Whether what a step watches is of use at the goal: one of its checks looks at it then. */
function hasEffect({ checks }: PlannedStep): boolean {
  return checks.some(({ kind }) => kind === 'source-seen' || kind === 'tracked');
}

/** Structure that a check speaks of: the namespaces where it looks, and the addresses that its parameters name. */
function needsOf(check: PlannedCheck, structure: readonly Item[]): readonly string[] {
  const words = new Set(wordsIn(check.params));
  const places = new Set(check.places.map(({ netns }) => netns));
  return structure.flatMap(({ id, check: { params } }) => {
    const { netns, address } = params as { readonly netns: string; readonly address?: string };
    if (address === undefined) return places.has(netns) || words.has(netns) ? [id] : [];
    const speaksOfPlace = netns !== HOST && (places.has(netns) || words.has(netns));
    return speaksOfPlace || words.has(addressOf(address)) ? [id] : [];
  });
}

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
