import type { Packet } from '../../model/hop.ts';
import { HOST } from '../../model/host.ts';
import { freshNetns, linkWith, type Network } from '../../model/network.ts';
import { pathOf } from '../../model/path.ts';
import type { PlannedAction, PlannedCheck, PlannedStep } from '../../plan/plan.ts';
import type { Member } from '../../vocabulary/checks/verdicts.ts';
import { receiverOf } from '../arrival.ts';
import { inWords, wayOf } from '../bound.ts';
import { witnessed } from '../witness/witness.ts';
import { type Ends, type Item, POINTS } from './item.ts';
import { needsOf } from './needs.ts';
import { joinedBy } from './switches.ts';

/** The network with all its namespaces, and nothing in them. */
function bare({ before, goal }: Ends): Network {
  const fresh = Object.keys(goal.netns).map((name) => [name, before.netns[name] ?? freshNetns()] as const);
  return { ...before, netns: Object.fromEntries(fresh) };
}

/** The checks of the lesson whose claims are true of the goal, each once, with what they need to say anything. */
export function claimItems(steps: readonly PlannedStep[], { before, goal }: Ends, structure: readonly Item[]): readonly Item[] {
  const candidates = steps.flatMap((step) => step.checks.filter((check) => check.stands(goal)).map((check) => ({ step, check })));
  const seen = new Map<string, PlannedCheck>();
  // Where what arrives is counted, the pings that are to be counted must be sent after that, though they were asked for before.
  for (const { step, check } of candidates)
    if (!seen.has(sameClaim(check)) || watchesOf(step).length > 0) seen.set(sameClaim(check), check);
  const nothing = bare({ before, goal });
  const answered: { readonly id: string; readonly ping: Packet }[] = [];
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
      const needs = holdsAnyway
        ? [...structure.map(({ id }) => id), ...built]
        : [...needsOf(proved, structure, way), ...answersTo(watch, answered)];
      // Two at once would count each other's pings.
      const asked = { ...inWords(proved, way), concurrent: receiverOf(check, goal) === undefined ? proved.concurrent : (false as const) };
      const item = { id: `${step.id}-${check.kind}-${index + 1}`, points: POINTS.check, needs, check: asked, way, watch };
      if (!holdsAnyway) built.push(item.id);
      if (check.kind === 'reaches') answered.push({ id: item.id, ping: check.params as Packet });
      watch = [];
      return [item];
    });
  });
}

/** Items that say whether the pings are answered which the grader sends: what is seen of lost ones depends on how far they came. */
function answersTo(
  watch: readonly PlannedAction[],
  answered: readonly { readonly id: string; readonly ping: Packet }[],
): readonly string[] {
  const sent = watch.flatMap(({ kind, params }) => (kind === 'ping' ? [params as Packet] : []));
  return answered.flatMap(({ id, ping }) => (sent.some(({ from, to }) => ping.from === from && ping.to === to) ? [id] : []));
}

function sameClaim({ kind, params }: PlannedCheck): string {
  return JSON.stringify([kind, params]);
}

function pinging({ params }: PlannedCheck): string {
  return (params as { readonly from?: string }).from ?? HOST;
}

/** That a namespace reaches an address of its own proves a lesson's pings, and does not say what it is wired to. */
function saysNothing({ kind, params }: PlannedCheck, goal: Network): boolean {
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
