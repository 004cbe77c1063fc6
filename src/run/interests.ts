import { isFiltering } from '../model/firewall.ts';
import type { Network } from '../model/network.ts';
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
