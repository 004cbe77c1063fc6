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
export function factsOf({ routes, nat, sysctls, counters }: Netns, words: Words): readonly FactText[] {
  return [
    ...routes.filter(({ proto }) => proto !== 'kernel').map((route) => ({ id: `route ${route.dst}`, words: routeText(route).split(' ') })),
    ...Object.entries(sysctls).map(([key, value]) => ({ id: `sysctl ${key}`, words: [key, `= ${value}`] })),
    ...nat.map(({ source, exceptOut }) => ({ id: `nat ${source} ${exceptOut}`, words: words.masquerade(source, exceptOut).split(' ') })),
    ...counters.map(({ name }) => ({ id: `counter ${name}`, words: words.counter(name).split(' ') })),
  ];
}
