import { isFiltering } from '../model/firewall.ts';
import { freshNetns, type Netns, type Network } from '../model/network.ts';
import type { Interest } from '../observe/observer.ts';
import type { Plan } from '../plan/plan.ts';

/** What has to be read in each namespace to compare it with any step of the plan. */
export function interestsOf(plan: Plan): Readonly<Record<string, Interest>> {
  const interests: Record<string, { sysctls: Set<string>; firewall: boolean; bridges: boolean }> = {};
  for (const { after } of plan.steps) {
    for (const [name, netns] of Object.entries(after.netns)) {
      interests[name] ??= { sysctls: new Set(), firewall: false, bridges: false };
      const interest = interests[name];
      for (const key of Object.keys(netns.sysctls)) interest.sysctls.add(key);
      interest.firewall ||= netns.nat.length > 0 || isFiltering(netns.filter) || netns.counters.length > 0;
      interest.bridges ||= Object.values(netns.links).some(({ kind }) => kind === 'bridge');
    }
  }
  return Object.fromEntries(Object.entries(interests).map(([name, interest]) => [name, { ...interest, sysctls: [...interest.sysctls] }]));
}

/** The namespaces that differ between two expected networks: effects share what they leave alone. */
export function touchedBetween(before: Network, after: Network): readonly string[] {
  return [...new Set([...Object.keys(before.netns), ...Object.keys(after.netns)])].filter(
    (name) => before.netns[name] !== after.netns[name],
  );
}

/** Whether one of two expected networks has other rules anywhere than the other. */
export function changesFirewall(before: Network, after: Network): boolean {
  return changes(before, after, ({ nat, filter, counters }) => [nat, filter, counters]);
}

/** The same of settings. */
export function changesSettings(before: Network, after: Network): boolean {
  return changes(before, after, ({ sysctls }) => sysctls);
}

/** What a namespace that is new, or gone, has is held against what one begins with. */
function changes(before: Network, after: Network, part: (netns: Netns) => object): boolean {
  const partIn = ({ netns }: Network, name: string) => JSON.stringify(part(netns[name] ?? freshNetns()));
  return touchedBetween(before, after).some((name) => partIn(before, name) !== partIn(after, name));
}
