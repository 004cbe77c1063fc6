import { clockMs } from '../model/clock.ts';
import { changes, differences, formatChange } from '../model/diff.ts';
import { isFiltering } from '../model/firewall.ts';
import { HOST } from '../model/host.ts';
import type { Network } from '../model/network.ts';
import { say } from '../model/say.ts';
import { Observer, type Scope, type Standing } from '../observe/observer.ts';
import { isForRootInSandbox, type Plan, type PlannedStep } from '../plan/plan.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import { untilHolds } from './checker.ts';
import type { CheckFinished } from './events.ts';
import { changesFirewall, changesSettings, interestsOf, touchedBetween } from './interests.ts';

/**
 * The kernel's ARP table is one for all namespaces and refuses new neighbours beyond gc_thresh3, by default 1024
 * (arp(7)). From this many namespaces on it is emptied between portions of probes, and before one is tried again.
 */
const CROWDED_NETNS = 256;

interface WatchOptions {
  readonly channel: Channel;
  readonly signal: AbortSignal;
  /** How long the kernel may take to come to the expected state. */
  readonly deadlineMs: number;
}

/** The network of a run as the kernel reports it: read where it may have changed, remembered, compared with the plan. */
export class NetworkWatch {
  readonly #observer: Observer;
  readonly #options: WatchOptions;
  /** Namespaces with a firewall or settings to compare. */
  readonly #interesting: readonly string[];
  readonly #lastToCompare: PlannedStep | undefined;
  readonly #restless: boolean;
  #latest: Network;
  /** What the next changes are counted from. */
  #shown: Network;

  constructor(plan: Plan, options: WatchOptions) {
    const interests = interestsOf(plan);
    this.#observer = new Observer(options.channel, interests);
    this.#interesting = Object.keys(interests).filter((name) => interests[name]?.firewall || interests[name]?.sysctls.length);
    this.#lastToCompare = plan.steps.findLast(({ actions }) => !actions.every(({ look }) => look));
    this.#restless = isForRootInSandbox(plan);
    this.#options = options;
    if (plan.steps.some(looksAtFdb)) options.channel.expectLists();
    this.#latest = plan.before;
    this.#shown = plan.before;
  }

  /** As last read. */
  get latest(): Network {
    return this.#latest;
  }

  /** Reads the sandbox before the first step, so that changes are counted from there. */
  async begin(): Promise<void> {
    this.#shown = await this.#observer.observe([HOST], { ovs: false, fdb: true });
  }

  /** Does what can be done of a comparison before its step is over. */
  prepare(step: PlannedStep): void {
    this.#observer.prepare(Object.keys(step.after.netns));
  }

  /** Reads every namespace of the step anew. */
  all(step: PlannedStep): Promise<Network> {
    return this.#read(Object.keys(step.after.netns), { ovs: step.after.ovs !== undefined, fdb: true }, leaving(step));
  }

  /** Reads again what probes leave traces in: the host's switches, and the counters. */
  afterProbes(step: PlannedStep): Promise<Network> {
    const counting = Object.entries(step.after.netns).flatMap(([name, { counters, filter }]) =>
      counters.length > 0 || isFiltering(filter) ? [name] : [],
    );
    const stands = (name: string): Standing => ({ firewall: !counting.includes(name), settings: true });
    return this.#read([...new Set([HOST, ...counting])], { ovs: step.after.ovs !== undefined, fdb: looksAtFdb(step), stands });
  }

  /** Compares the kernel's network with the expected one, in what the step touched, as a check like any other. */
  async compare(step: PlannedStep, before: Network): Promise<CheckFinished> {
    const began = clockMs();
    const gone = leaving(step);
    const last = step === this.#lastToCompare;
    const everywhere = last ? this.#interesting.filter((name) => step.after.netns[name]) : [];
    const touched = [...new Set([HOST, ...touchedBetween(before, step.after), ...everywhere])].filter((name) => !gone.includes(name));
    const standing = this.#standing(step, before);
    const { holds, found } = await untilHolds(async (first) => {
      const stands = first && !last ? { stands: () => standing } : {};
      const scope = { ovs: before.ovs !== step.after.ovs, fdb: looksAtFdb(step), translates: translatesIn(step.after), ...stands };
      const found = differences(step.after, await this.#read(touched, scope, gone));
      return { holds: found.length === 0, found };
    }, this.#options);
    const durationMs = clockMs() - began;
    const common = {
      type: 'check-finished',
      step: step.id,
      kind: 'network',
      claim: say({ en: 'the network is as expected', zh: '网络和预期一致' }),
      durationMs,
    } as const;
    if (holds) {
      const links = touched.reduce((sum, name) => sum + Object.keys(this.#latest.netns[name]?.links ?? {}).length, 0);
      const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`;
      const seen = say({
        en: `${count(links, 'device')} in ${count(touched.length, 'namespace')} compared`,
        zh: `比较了 ${touched.length} 个网络命名空间里的 ${links} 个设备`,
      });
      return { ...common, status: 'passed', seen };
    }
    const [first] = found;
    const absent = say({ en: 'absent', zh: '没有' });
    return {
      ...common,
      status: 'failed',
      expected: first ? `${first.netns}: ${first.what} ${first.before ?? absent}` : '',
      actual: first ? `${first.netns}: ${first.what} ${first.after ?? absent}` : '',
      reason: say({
        en: `the commands succeeded, but ${found.length === 1 ? 'one thing differs' : `${found.length} things differ`} from what they should lead to`,
        zh: `命令都成功了，但有 ${found.length} 处和应有的结果不同`,
      }),
      evidence: found.slice(0, 8).map(formatChange),
    };
  }

  /** What a step leaves alone need not be read after it; at the end everything is. Docker's daemon does more than it is told. */
  #standing(step: PlannedStep, before: Network): Standing {
    if (this.#restless) return { firewall: false, settings: false };
    return { firewall: !changesFirewall(before, step.after), settings: !changesSettings(before, step.after) };
  }

  /** What has changed since it was last asked, a line each. */
  async changes(step: PlannedStep): Promise<readonly string[]> {
    const before = this.#shown;
    this.#shown = await this.all(step);
    return changes(before, this.#shown).map(formatChange);
  }

  /** Forgets all neighbours where there are so many namespaces that the kernel's table may be full. */
  async relieve(step: PlannedStep): Promise<void> {
    const netnsNames = Object.keys(step.after.netns);
    if (netnsNames.length < CROWDED_NETNS) return;
    await this.#options.channel.runAtOnce(renderShell({ template: 'flush-neighbours', data: { netnsNames } }), { devicesStay: true });
  }

  /** Of the namespaces that are leaving, those are read that are still there; the others are forgotten. */
  async #read(netnsNames: readonly string[], scope: Scope, leaving: readonly string[] = []): Promise<Network> {
    const there = leaving.length > 0 ? await this.#observer.names() : [];
    this.#observer.forget(leaving.filter((name) => !there.includes(name)));
    const late = leaving.filter((name) => there.includes(name) && !netnsNames.includes(name));
    this.#latest = await this.#observer.observe([...netnsNames, ...late], scope);
    return this.#latest;
  }
}

/** Whether a namespace is to have rules of NAT. */
function translatesIn({ netns }: Network): (name: string) => boolean {
  return (name) => (netns[name]?.nat.length ?? 0) > 0;
}

function looksAtFdb({ checks }: PlannedStep): boolean {
  return checks.some(({ fdb }) => fdb);
}

/** The namespaces that a step takes away. */
function leaving({ before, after }: PlannedStep): readonly string[] {
  return Object.keys(before.netns).filter((name) => after.netns[name] === undefined);
}
