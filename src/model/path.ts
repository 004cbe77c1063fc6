import { baselineOf } from './baseline.ts';
import { type FilterRule, type MasqueradeRule, NO_FILTER, obstacleOf, type Passing, translationOf } from './firewall.ts';
import type { Network, Route } from './network.ts';
import { localLink, routeTo, sourceFor } from './routing.ts';
import { crossWire, deadDevice, type End, type Passage } from './wire.ts';

/** A packet that somebody in a namespace sends, of a ping unless it says a TCP port; `dev` binds the sender to a device (`ping -I`). */
export interface Packet {
  readonly from: string;
  readonly to: string;
  readonly dev?: string | undefined;
  readonly port?: number | undefined;
}

/** Why a packet gets no further. */
export type Loss =
  | { readonly cause: 'no-netns'; readonly netns: string }
  | { readonly cause: 'no-device'; readonly netns: string; readonly dev: string }
  | { readonly cause: 'no-route'; readonly netns: string; readonly to: string }
  | { readonly cause: 'down'; readonly netns: string; readonly dev: string }
  /** Nobody on the wire holds the address that ARP asks for. */
  | { readonly cause: 'no-answer'; readonly netns: string; readonly dev: string; readonly asks: string }
  /** The other end of a tap device is a program. */
  | { readonly cause: 'tap'; readonly netns: string; readonly dev: string }
  | { readonly cause: 'no-forwarding'; readonly netns: string; readonly to: string }
  /** A packet from a wire claims to be from the receiver itself, and accept_local is 0. */
  | { readonly cause: 'own-source'; readonly netns: string; readonly dev: string; readonly source: string }
  /** Strict rp_filter: the way back to the source is another device. */
  | { readonly cause: 'reverse-path'; readonly netns: string; readonly dev: string; readonly source: string }
  /** A rule of the chain of a hook, or of one that it jumps to, does not let it pass; or the end of that chain does not. */
  | { readonly cause: 'filtered'; readonly netns: string; readonly hook: 'input' | 'forward'; readonly by: FilterRule | 'policy' }
  | { readonly cause: 'loop'; readonly netns: string };

/** One thing that happens to a packet on its way. */
export type Hop =
  /** The namespace decides where the packet goes. `bound` where its sender chose the device. */
  | {
      readonly kind: 'route';
      readonly netns: string;
      readonly to: string;
      readonly route: Route;
      readonly source: string;
      readonly bound: boolean;
    }
  /** The address is the namespace's own: the packet goes by lo. */
  | { readonly kind: 'local'; readonly netns: string; readonly to: string }
  /** The sender asks for the MAC address of `asks` and `answers` tells it. */
  | { readonly kind: 'arp'; readonly netns: string; readonly dev: string; readonly asks: string; readonly answers: End }
  | Passage
  | { readonly kind: 'forward'; readonly netns: string; readonly dev: string; readonly to: string }
  /** The source is rewritten on the way out; connection tracking remembers it. */
  | { readonly kind: 'rewrite'; readonly netns: string; readonly dev: string; readonly source: string; readonly becomes: string }
  /** The destination is rewritten as it comes in, before any route is chosen; ports where it has any. */
  | {
      readonly kind: 'redirect';
      readonly netns: string;
      readonly to: string;
      readonly becomes: string;
      readonly port: number | undefined;
      readonly toPort: number | undefined;
    }
  /** Connection tracking puts the real receiver back into an answer. */
  | { readonly kind: 'restore'; readonly netns: string; readonly to: string; readonly becomes: string }
  /** Connection tracking gives an answer the address that its sender is known by. */
  | { readonly kind: 'disguise'; readonly netns: string; readonly source: string; readonly becomes: string }
  | { readonly kind: 'arrive'; readonly netns: string; readonly dev: string; readonly to: string; readonly source: string }
  /** The answer, in short: the devices that it passes, in order, and what connection tracking does to it. */
  | {
      readonly kind: 'back';
      readonly devices: readonly End[];
      readonly restored: Extract<Hop, { kind: 'restore' }> | undefined;
      readonly disguised: Extract<Hop, { kind: 'disguise' }> | undefined;
    }
  | { readonly kind: 'lost'; readonly direction: 'there' | 'back'; readonly loss: Loss };

/** What connection tracking of a namespace remembers: an address of a connection, and what it was made into. */
interface Translation {
  readonly netns: string;
  readonly of: 'source' | 'destination';
  readonly was: string;
  readonly becomes: string;
}

/** A packet on its way. */
interface Travelling {
  readonly at: string;
  readonly to: string;
  /** Chosen with the first route unless it is known. */
  readonly source: string | undefined;
  readonly dev: string | undefined;
  readonly protocol: 'icmp' | 'tcp';
  /** Of the receiver, where it is known. */
  readonly port: number | undefined;
  /** The device that it came in by, where it comes from elsewhere. */
  readonly in: string | undefined;
}

interface Journey {
  readonly hops: readonly Hop[];
  /** Where it arrived and with which source, and what was rewritten on the way; a journey without ended early. */
  readonly arrived?: { readonly at: End; readonly source: string; readonly translations: readonly Translation[] };
  readonly loss?: Loss;
}

/** Namespaces that one packet may visit; a real one is dropped when its time to live ends. */
const MOST_VISITS = 64;

/** The value of a setting of one device: its own, else the default that it was born with. */
function deviceSetting(network: Network, { netns, dev }: End, name: string): number {
  const { sysctls = {} } = network.netns[netns] ?? {};
  const of = (what: string) => sysctls[`net.ipv4.conf.${what}.${name}`] ?? baselineOf(`net.ipv4.conf.${what}.${name}`);
  return Number(sysctls[`net.ipv4.conf.${dev}.${name}`] ?? of('default') ?? 0);
}

function allSetting(network: Network, netns: string, name: string): number {
  const key = `net.ipv4.conf.all.${name}`;
  return Number(network.netns[netns]?.sysctls[key] ?? baselineOf(key) ?? 0);
}

/** Source validation of what comes in from a wire (`fib_validate_source`, net/ipv4/fib_frontend.c). */
function refusal(network: Network, at: End, source: string): Loss | undefined {
  const { netns, dev } = at;
  const own = localLink(network, netns, source);
  const setting = (name: string) => Math.max(allSetting(network, netns, name), deviceSetting(network, at, name));
  if (own && setting('accept_local') === 0) return { cause: 'own-source', netns, dev, source };
  const filter = setting('rp_filter');
  const state = network.netns[netns];
  const back = own?.name ?? (state && routeTo(state, source)?.dev);
  const refused = (filter === 1 && back !== dev) || (filter === 2 && back === undefined);
  return refused ? { cause: 'reverse-path', netns, dev, source } : undefined;
}

function passing(network: Network, packet: Travelling, out: string | undefined, source: string, replying: boolean): Passing {
  return {
    source,
    destination: packet.to,
    in: packet.in,
    out,
    protocol: packet.protocol,
    dport: packet.port,
    state: replying ? 'established' : 'new',
    toLocal: localLink(network, packet.at, packet.to) !== undefined,
  };
}

/** The source that a packet gets on its way out, where a rule rewrites it. */
function masqueraded(network: Network, packet: Travelling, out: string, source: string, nexthop: string): string | undefined {
  const state = network.netns[packet.at];
  const rule = state && translationOf(state.nat, 'postrouting', passing(network, packet, out, source, false));
  const link = (rule as MasqueradeRule | undefined)?.target === 'masquerade' ? state?.links[out] : undefined;
  return link && sourceFor(link, nexthop);
}

interface Sent {
  readonly hops: readonly Hop[];
  /** The device that takes the packet in, and the source that it then has. */
  readonly taken?: { readonly by: End; readonly source: string; readonly rewritten: boolean };
  readonly loss?: Loss;
}

/** From the decision of one namespace over the wire to the next. `replying` packets belong to a connection and are not rewritten anew. */
function send(network: Network, packet: Travelling, replying: boolean): Sent {
  const { at: netns, to, dev } = packet;
  const state = network.netns[netns];
  if (!state) return { hops: [], loss: { cause: 'no-netns', netns } };
  if (dev !== undefined && !state.links[dev]) return { hops: [], loss: { cause: 'no-device', netns, dev } };
  // A sender that is bound to a device needs no route: the kernel then takes the address to be on its wire (ip_route_output_key_hash_rcu).
  const onLink: Route | undefined = dev === undefined ? undefined : { dst: `${to}/32`, dev, proto: 'boot' };
  const route = routeTo(state, to, dev) ?? onLink;
  const link = route && state.links[route.dev];
  if (!route || !link) return { hops: [], loss: { cause: 'no-route', netns, to } };
  const nexthop = route.via ?? to;
  const source = packet.source ?? route.src ?? sourceFor(link, nexthop) ?? '0.0.0.0';
  const hops: Hop[] = [{ kind: 'route', netns, to, route, source, bound: dev !== undefined }];
  const becomes = replying ? undefined : masqueraded(network, packet, link.name, source, nexthop);
  const from: End = { netns, dev: link.name };
  const takes = (end: End) => localLink(network, end.netns, nexthop) !== undefined;
  const crossing = crossWire(network, from, takes);
  if (!crossing) {
    const dead = link.up ? deadDevice(network, from, takes) : from;
    if (!dead && link.kind === 'tap') return { hops, loss: { cause: 'tap', ...from } };
    return { hops, loss: dead ? { cause: 'down', ...dead } : { cause: 'no-answer', ...from, asks: nexthop } };
  }
  if (becomes !== undefined && becomes !== source) hops.push({ kind: 'rewrite', ...from, source, becomes });
  const spoken = becomes ?? source;
  // The ARP request carries the packet's source where that is an own address, else one of the device's.
  const asker = localLink(network, netns, spoken) ? spoken : sourceFor(link, nexthop);
  const loss = (asker && refusal(network, crossing.end, asker)) || refusal(network, crossing.end, spoken);
  if (loss) return { hops: [...hops, ...crossing.passages], loss };
  hops.push({ kind: 'arp', ...from, asks: nexthop, answers: crossing.end }, ...crossing.passages);
  return { hops, taken: { by: crossing.end, source: spoken, rewritten: spoken !== source } };
}

/** What becomes of a packet that has come in: a rule, or what is remembered of the connection, rewrites its addresses. */
function turned(network: Network, packet: Travelling, known: readonly Translation[] | undefined) {
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

/** What keeps a namespace from passing a packet on, by its setting or by its rules. */
function forwardingLoss(network: Network, packet: Travelling, replying: boolean): Loss | undefined {
  const { at: netns, to } = packet;
  const state = network.netns[netns];
  const forwards = state?.sysctls['net.ipv4.ip_forward'] ?? baselineOf('net.ipv4.ip_forward');
  if (!state || forwards !== '1') return { cause: 'no-forwarding', netns, to };
  // Without a route it does not come to the forward chain.
  const out = routeTo(state, to)?.dev;
  return out === undefined ? undefined : filteringLoss(network, packet, 'forward', out, replying);
}

/** What the rules of a namespace keep out, of what it is to forward or of what is for itself. */
function filteringLoss(
  network: Network,
  packet: Travelling,
  hook: 'input' | 'forward',
  out: string | undefined,
  replying: boolean,
): Loss | undefined {
  const { at: netns, to, source = to } = packet;
  const { filter = NO_FILTER } = network.netns[netns] ?? {};
  const by = obstacleOf(filter, hook, passing(network, packet, out, source, replying));
  return by && { cause: 'filtered', netns, hook, by };
}

/** Follows a packet until it arrives or is lost; with `known` it is an answer, of which that is remembered on the way. */
function travel(network: Network, start: Travelling, known?: readonly Translation[]): Journey {
  const hops: Hop[] = [];
  let packet = start;
  const translations: Translation[] = [];
  for (let visits = 0; visits < MOST_VISITS; visits += 1) {
    const { at, to } = packet;
    const own = localLink(network, at, to);
    if (own && (packet.dev === undefined || own.name === packet.dev)) {
      if (network.netns[at]?.links['lo']?.up !== true) return { hops, loss: { cause: 'down', netns: at, dev: 'lo' } };
      hops.push({ kind: 'local', netns: at, to });
      const kept = filteringLoss(network, { ...packet, in: 'lo' }, 'input', undefined, known !== undefined);
      if (kept) return { hops, loss: kept };
      return { hops, arrived: { at: { netns: at, dev: 'lo' }, source: packet.source ?? to, translations } };
    }
    const sent = send(network, packet, known !== undefined);
    hops.push(...sent.hops);
    if (!sent.taken) return { hops, ...(sent.loss ? { loss: sent.loss } : {}) };
    const { by, source } = sent.taken;
    if (sent.taken.rewritten) translations.push({ netns: at, of: 'source', was: packet.source ?? '', becomes: source });
    const come = turned(network, { ...packet, at: by.netns, source, dev: undefined, in: by.dev }, known);
    hops.push(...come.hops);
    if (come.translation) translations.push(come.translation);
    packet = come.packet;
    if (localLink(network, by.netns, packet.to)) {
      const kept = filteringLoss(network, packet, 'input', undefined, known !== undefined);
      if (kept) return { hops, loss: kept };
      hops.push({ kind: 'arrive', netns: by.netns, dev: by.dev, to: packet.to, source: packet.source ?? '' });
      return { hops, arrived: { at: by, source: packet.source ?? '', translations } };
    }
    const loss = forwardingLoss(network, packet, known !== undefined);
    if (loss) return { hops, loss };
    hops.push({ kind: 'forward', netns: by.netns, dev: by.dev, to: packet.to });
  }
  return { hops, loss: { cause: 'loop', netns: packet.at } };
}

function endsOf(hop: Hop): readonly End[] {
  if (hop.kind === 'cable') return [hop.from, hop.to];
  if (hop.kind === 'local') return [{ netns: hop.netns, dev: 'lo' }];
  if (hop.kind === 'route') return [{ netns: hop.netns, dev: hop.route.dev }];
  if (hop.kind === 'arrive') return [{ netns: hop.netns, dev: hop.dev }];
  return hop.kind === 'switch' ? [{ netns: hop.netns, dev: hop.name }] : [];
}

/** The devices of a journey in order, each once in a row. */
function devicesOf(hops: readonly Hop[]): readonly End[] {
  return hops.flatMap(endsOf).filter((end, index, all) => end.netns !== all[index - 1]?.netns || end.dev !== all[index - 1]?.dev);
}

/**
 * The way of a packet through a network, as the kernel would take it there, and that of its answer in short. It ends
 * with the hop `lost` where the packet or its answer would get no further, and says why.
 */
export function pathOf(network: Network, { from, to, dev, port }: Packet): readonly Hop[] {
  if (!network.netns[from]) return [{ kind: 'lost', direction: 'there', loss: { cause: 'no-netns', netns: from } }];
  const protocol = port === undefined ? 'icmp' : 'tcp';
  const there = travel(network, { at: from, to, source: undefined, dev, protocol, port, in: undefined });
  const { arrived } = there;
  if (!arrived) return [...there.hops, ...(there.loss ? [{ kind: 'lost', direction: 'there', loss: there.loss } as const] : [])];
  if (arrived.at.dev === 'lo') return there.hops;
  // It answers with the address that it was reached by, which a rule on the way may have put there.
  const source = arrived.translations.reduce((sent, { of, was, becomes }) => (of === 'destination' && sent === was ? becomes : sent), to);
  const nowhere = { dev: undefined, port: undefined, in: undefined };
  const answer: Travelling = { at: arrived.at.netns, to: arrived.source, source, protocol, ...nowhere };
  const back = travel(network, answer, arrived.translations);
  const restored = back.hops.find((hop) => hop.kind === 'restore');
  const disguised = back.hops.find((hop) => hop.kind === 'disguise');
  const short: Hop = { kind: 'back', devices: devicesOf(back.hops), restored, disguised };
  return [...there.hops, short, ...(back.loss ? [{ kind: 'lost', direction: 'back', loss: back.loss } as const] : [])];
}
