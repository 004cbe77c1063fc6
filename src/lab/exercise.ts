import { NetscenarioError } from '../model/errors.ts';
import type { Packet } from '../model/hop.ts';
import { addressOf } from '../model/inet.ts';
import { HOST } from '../model/names.ts';
import { freshNetns, type Link, linkWith, type Network } from '../model/network.ts';
import { pathOf } from '../model/path.ts';
import { say } from '../model/say.ts';
import { attachmentOf } from '../model/switches.ts';
import { isForRootInSandbox, type Plan, type PlannedAction, type PlannedCheck, type PlannedStep } from '../plan/plan.ts';
import type { Member } from '../vocabulary/checks/verdicts.ts';
import { receiverOf } from './arrival.ts';
import { inWords, wayOf } from './bound.ts';
import type { Fault } from './faults/define.ts';
import type { LabKind } from './kinds.ts';
import { pluggedIntoHolders } from './plugged.ts';
import { existing, type FixedKind, held, onTheSwitch } from './requirements.ts';
import { witnessed } from './witness/witness.ts';

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
  const checks = checkItems(steps, { before, goal }, structure);
  const items = [
    ...structure,
    ...checks.flatMap((item) => [item, ...gatewayItems(item, checks, { before, goal })]),
    ...pluggedItems(checks, structure, goal),
  ];
  return { id: plan.id, kind: 'build', plan, scene, steps, done: 0, fault: undefined, before, goal, items };
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

/** The kind of device that must hold an address: a bridge that has one is the gateway, a tap device leads to a program; of others, how they are wired is asked apart. */
function fixedKind({ kind }: Link): FixedKind | undefined {
  return kind === 'bridge' || kind === 'tap' ? kind : undefined;
}

interface Ends {
  readonly before: Network;
  readonly goal: Network;
}

/** That an address which a bridge holds is on the bridge of a check that asks who is joined: two bridges would be another network. */
function gatewayItems({ id, check }: Item, checks: readonly Item[], { before, goal }: Ends): readonly Item[] {
  const members = joinedBy(check);
  const [at] = members.map(({ netns, address }) => attachmentOf(goal, netns, address));
  const isPart = checks.some((other) => joinedBy(other.check).length > members.length && members.every((one) => holdsMember(other, one)));
  if (at?.by !== 'bridge' || isPart) return [];
  const { netns, name } = at;
  const addresses = goal.netns[netns]?.links[name]?.addresses.filter((own) => !isHeld(before, netns, own)) ?? [];
  return addresses.map(addressOf).map((address) => ({
    id: `${id}-${address}`,
    points: POINTS.held,
    needs: [id, heldId(netns, address)],
    check: onTheSwitch({ netns, address, members }),
    watch: [],
  }));
}

/** Who is plugged into bridges that hold an address, where no check of the lesson asks who is joined. */
function pluggedItems(checks: readonly Item[], structure: readonly Item[], goal: Network): readonly Item[] {
  return pluggedIntoHolders(goal).flatMap(({ netns, address, members }) => {
    if (members.every(({ netns: own }) => checks.some((item) => joinedBy(item.check).some((one) => one.netns === own)))) return [];
    const check = onTheSwitch({ netns, address, members });
    return [{ id: `plugged-${netns}-${address}`, points: POINTS.check, needs: needsOf(check, structure, undefined), check, watch: [] }];
  });
}

function joinedBy({ kind, params }: PlannedCheck): readonly Member[] {
  return kind === 'joined' ? (params as { readonly members: readonly Member[] }).members : [];
}

function holdsMember({ check }: Item, { netns, address }: Member): boolean {
  return joinedBy(check).some((own) => own.netns === netns && own.address === address);
}

/** The network with all its namespaces, and nothing in them. */
function bare({ before, goal }: Ends): Network {
  const fresh = Object.keys(goal.netns).map((name) => [name, before.netns[name] ?? freshNetns()] as const);
  return { ...before, netns: Object.fromEntries(fresh) };
}

/** The checks of the lesson whose claims are true of the goal, each once, with what they need to say anything. */
function checkItems(steps: readonly PlannedStep[], { before, goal }: Ends, structure: readonly Item[]): readonly Item[] {
  const candidates = steps.flatMap((step) => step.checks.filter((check) => check.stands(goal)).map((check) => ({ step, check })));
  const seen = new Map<string, PlannedCheck>();
  // Where what arrives is counted, the pings that are to be counted must be sent after that, though they were asked for before.
  for (const { step, check } of candidates)
    if (!seen.has(sameClaim(check)) || watchesOf(step).length > 0) seen.set(sameClaim(check), check);
  const nothing = bare({ before, goal });
  return steps.flatMap((step) => {
    let watch = watchesOf(step);
    const built: string[] = [];
    return step.checks.flatMap((check, index): readonly Item[] => {
      if (
        seen.get(sameClaim(check)) !== check ||
        saysNothing(check, goal) ||
        isSaidByPings(check, candidates, goal) ||
        isSaidByJoining(check, candidates)
      )
        return [];
      const way = before.netns[pinging(check)] && pinging(check) !== HOST ? undefined : wayOf(check, goal);
      // What holds before anything is built must hold still, but earns nothing by itself.
      const holdsAnyway = check.stands(nothing);
      const proved = witnessed(check, goal);
      const needs = holdsAnyway ? [...structure.map(({ id }) => id), ...built] : needsOf(proved, structure, way);
      // Two at once would count each other's pings.
      const asked = { ...inWords(proved, way), concurrent: receiverOf(check, goal) === undefined ? proved.concurrent : (false as const) };
      const item = { id: `${step.id}-${check.kind}-${index + 1}`, points: POINTS.check, needs, check: asked, way, watch };
      if (!holdsAnyway) built.push(item.id);
      watch = [];
      return [item];
    });
  });
}

function sameClaim({ kind, params }: PlannedCheck): string {
  return JSON.stringify([kind, params]);
}

function pinging({ params }: PlannedCheck): string {
  return (params as { readonly from?: string }).from ?? HOST;
}

/** That a namespace reaches an address of its own proves a lesson's pings, and that it is served by itself its server: neither says what it is wired to. */
function saysNothing({ kind, params }: PlannedCheck, goal: Network): boolean {
  if (kind === 'served') return pinging({ params } as PlannedCheck) === (params as { readonly server: string }).server;
  if (kind !== 'reaches') return false;
  const { from, to, dev } = params as { readonly from: string; readonly to: string; readonly dev?: string };
  const link = dev === undefined ? linkWith(goal, from, to) : undefined;
  return link !== undefined && link.kind !== 'loopback';
}

/** That a namespace forwards is said by pings that it forwards; by which of its settings it does so is free. */
function isSaidByPings({ kind, params }: PlannedCheck, candidates: readonly { readonly check: PlannedCheck }[], goal: Network): boolean {
  const { netns, key } = params as { readonly netns?: string; readonly key?: string };
  if (kind !== 'sysctl-is' || key !== 'net.ipv4.ip_forward') return false;
  const pings = candidates.flatMap(({ check }) => (check.kind === 'reaches' ? [check.params as Packet] : []));
  return pings.some((ping) => pathOf(goal, ping).some((hop) => hop.kind === 'forward' && hop.netns === netns));
}

/** That a device has a carrier is said where it is asked whether its port forwards. */
function isSaidByJoining({ kind, params }: PlannedCheck, candidates: readonly { readonly check: PlannedCheck }[]): boolean {
  const { netns, address } = params as Member;
  if (kind !== 'carrier') return false;
  return candidates.some(({ check }) => joinedBy(check).some((one) => one.netns === netns && one.address === address));
}

/** What the grader does in a step for one of its checks. */
function watchesOf({ actions, checks }: PlannedStep): readonly PlannedAction[] {
  const looked = checks.some(({ kind }) => kind === 'tracked');
  return looked ? actions.filter(({ role }) => role === 'watch') : [];
}

/** Structure that a check speaks of: the namespaces where it looks, and the addresses that its parameters name. */
function needsOf(check: PlannedCheck, structure: readonly Item[], way: Member | undefined): readonly string[] {
  const words = new Set([...wordsIn(check.params), ...(way ? [way.address] : [])]);
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
