import { ruleText } from '../model/firewall.ts';
import type { Netns, Route } from '../model/network.ts';
import type { Words } from './words.ts';

function routeText({ dst, via, dev, src }: Route): string {
  return [dst, ...(via ? ['via', via] : ['dev', dev]), ...(src ? ['src', src] : [])].join(' ');
}

/** A fact in words, between which its line may be broken. */
export interface FactText {
  readonly id: string;
  readonly words: readonly string[];
}

/** What is written inside a namespace: routes that somebody added, NAT rules, sysctls that were set, counters. */
export function factsOf({ routes, nat, filter, sysctls, counters }: Netns, words: Words): readonly FactText[] {
  return [
    ...routes.filter(({ proto }) => proto !== 'kernel').map((route) => ({ id: `route ${route.dst}`, words: routeText(route).split(' ') })),
    ...Object.entries(sysctls).map(([key, value]) => ({ id: `sysctl ${key}`, words: [key, `= ${value}`] })),
    ...nat.map((rule) => ({
      id: `nat ${rule.chain} ${ruleText(rule)}`,
      words: (rule.target === 'masquerade' ? words.masquerade(rule.source, rule.exceptOut) : `${rule.chain}: ${ruleText(rule)}`).split(' '),
    })),
    ...filter.dropping.map((hook) => ({ id: `policy ${hook}`, words: [`${hook}:`, 'policy', 'drop'] })),
    ...filter.rules.map((rule) => ({ id: `filter ${rule.chain} ${ruleText(rule)}`, words: `${rule.chain}: ${ruleText(rule)}`.split(' ') })),
    ...counters.map(({ name }) => ({ id: `counter ${name}`, words: words.counter(name).split(' ') })),
  ];
}
