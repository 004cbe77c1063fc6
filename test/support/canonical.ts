import { BASELINE_PINS } from '../../src/model/baseline.ts';
import { type NatRule, ruleText } from '../../src/model/firewall.ts';
import type { Link, Netns, Network } from '../../src/model/network.ts';
import { withStandIns } from '../../src/model/stand-ins.ts';
import type { Interest } from '../../src/observe/observer.ts';
import { Observer } from '../../src/observe/observer.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { interestsOf } from '../../src/run/interests.ts';
import type { Channel } from '../../src/sandbox/channel.ts';

/** Everything that the observer can read, in every namespace. */
function allOf(plan: Plan, names: readonly string[]): Readonly<Record<string, Interest>> {
  const keys = [
    ...BASELINE_PINS.map((pin) => pin.split('=')[0] ?? ''),
    ...Object.values(interestsOf(plan)).flatMap(({ sysctls }) => sysctls),
  ];
  // All of a host's IPv6 is left alone by the form for a throw-away machine; no lesson has to do with it.
  const sysctls = [...new Set(keys)].filter((key) => !key.startsWith('net.ipv6.conf.all.'));
  return Object.fromEntries(names.map((name) => [name, { sysctls, firewall: true, bridges: true }]));
}

/** Reads the whole network of a lesson that is up, with stand-ins for names that differ from run to run. */
export async function observeAll(plan: Plan, channel: Channel): Promise<Network> {
  const names = await new Observer(channel, {}).names();
  const observer = new Observer(channel, allOf(plan, names));
  const ovs = plan.needs.some(({ kind }) => kind === 'ovs-datapath');
  const network = await observer.observe(names, { ovs, fdb: true });
  return withStandIns(network, plan.steps.at(-1)?.after ?? plan.before);
}

function linkOf({ ifindex: _i, peerIndex: _p, mac: _m, ...link }: Link): object {
  return { ...link, addresses: [...link.addresses].sort() };
}

/** Whether a rule leads to Docker's name server in a container, which listens on another port each time. */
function isOwnNames(rule: Omit<NatRule, 'packets'>): boolean {
  return 'to' in rule && rule.to === '127.0.0.11';
}

function netnsOf({ links, routes, sysctls, nat, filter, counters }: Netns): object {
  const lines = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    links: Object.fromEntries(Object.entries(links).map(([name, link]) => [name, linkOf(link)])),
    routes: lines(routes),
    sysctls,
    nat: lines(nat.map(({ packets: _, ...rule }) => (isOwnNames(rule) ? { ...rule, toPort: 0 } : rule))).map((rule) =>
      rule.replace(/--sport \d+/, '--sport 0'),
    ),
    // In order, since the first rule that fits decides.
    filter: { ...filter, chains: [...filter.chains].sort(), rules: filter.rules.map((rule) => `${rule.chain}: ${ruleText(rule)}`) },
    // How often something was counted depends on how often a check was tried.
    counters: lines(counters.map(({ name, seen = {} }) => ({ name, sources: Object.keys(seen).sort() }))),
  };
}

/**
 * A network less what differs from run to run: indexes and MAC addresses, which the kernel deals out, and what was
 * learnt from traffic.
 */
export function canonical({ netns, ovs }: Network): object {
  return {
    netns: Object.fromEntries(Object.entries(netns).map(([name, state]) => [name, netnsOf(state)])),
    ovs: Object.fromEntries(Object.entries(ovs?.bridges ?? {}).map(([name, { datapath, ports }]) => [name, { datapath, ports }])),
  };
}
