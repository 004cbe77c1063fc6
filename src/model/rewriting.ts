import { type MasqueradeRule, translationOf } from './firewall.ts';
import type { Hop } from './hop.ts';
import type { Network } from './network.ts';
import { localLink, routeTo, sourceFor } from './routing.ts';
import { passing, type Travelling } from './travelling.ts';

/** What connection tracking of a namespace remembers: an address of a connection, and what it was made into. */
export interface Translation {
  readonly netns: string;
  readonly of: 'source' | 'destination';
  readonly was: string;
  readonly becomes: string;
}

/** The source that a packet gets on its way out, where a rule rewrites it. */
export function masqueraded(network: Network, packet: Travelling, out: string, source: string, nexthop: string): string | undefined {
  const state = network.netns[packet.at];
  const rule = state && translationOf(state.nat, 'postrouting', passing(network, packet, out, source, false));
  const link = (rule as MasqueradeRule | undefined)?.target === 'masquerade' ? state?.links[out] : undefined;
  return link && sourceFor(link, nexthop);
}

/** What becomes of a packet that has come in: a rule, or what is remembered of the connection, rewrites its addresses. */
export function turned(network: Network, packet: Travelling, known: readonly Translation[] | undefined) {
  const { at: netns, to, source = '', port } = packet;
  const hops: Hop[] = [];
  if (known) {
    const hidden = known.find((one) => one.netns === netns && one.of === 'source' && one.becomes === to);
    const shown = known.find((one) => one.netns === netns && one.of === 'destination' && one.becomes === source);
    if (hidden) hops.push({ kind: 'restore', netns, to, becomes: hidden.was });
    if (shown) hops.push({ kind: 'disguise', netns, source, becomes: shown.was });
    return { hops, packet: { ...packet, to: hidden?.was ?? to, source: shown?.was ?? source }, translation: undefined };
  }
  const nat = network.netns[netns]?.nat ?? [];
  const rule = translationOf(nat, 'prerouting', passing(network, packet, undefined, source, false));
  if (rule?.target !== 'dnat') return { hops, packet, translation: undefined };
  const toPort = rule.toPort ?? port;
  hops.push({ kind: 'redirect', netns, to, becomes: rule.to, port, toPort });
  const translation: Translation = { netns, of: 'destination', was: to, becomes: rule.to };
  return { hops, packet: { ...packet, to: rule.to, port: toPort }, translation };
}

/** What a rule makes of the destination of a packet that its namespace sends itself; the source is chosen before that. */
export function redirected(network: Network, packet: Travelling) {
  const { at: netns, to, port } = packet;
  const state = network.netns[netns];
  const local = localLink(network, netns, to);
  const out = local ? 'lo' : state && routeTo(state, to, packet.dev)?.dev;
  const link = out === undefined ? undefined : state?.links[out];
  const source = packet.source ?? (local ? to : link && sourceFor(link, to));
  const rule = state && source !== undefined ? translationOf(state.nat, 'output', passing(network, packet, out, source, false)) : undefined;
  if (rule?.target !== 'dnat') return undefined;
  const toPort = rule.toPort ?? port;
  const hop: Hop = { kind: 'redirect', netns, to, becomes: rule.to, port, toPort, own: true };
  const translation: Translation = { netns, of: 'destination', was: to, becomes: rule.to };
  return { hop, packet: { ...packet, to: rule.to, port: toPort, source }, translation };
}
