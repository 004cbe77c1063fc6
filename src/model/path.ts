import { baselineOf } from './baseline.ts';
import type { End } from './end.ts';
import { chainObstacle, type MasqueradeRule, NO_FILTER, obstacleOf, type Passing, translationOf } from './firewall.ts';
import type { Hop, Packet } from './hop.ts';
import { addressOf, contains, networkOf } from './inet.ts';
import { chooseRoute, type RouteQuestion } from './kernel-route.ts';
import type { Loss } from './loss.ts';
import type { Network, Route } from './network.ts';
import { resolveNeighbour } from './resolve.ts';
import { localLink, routeTo, sourceFor } from './routing.ts';
import { refusal } from './source-validation.ts';

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

/** Every namespace has these addresses for itself, on its lo. */
const LOOPBACK = networkOf('127.0.0.0/8');

const IP_FORWARD = 'net.ipv4.ip_forward';

/** Namespaces that one packet may visit; a real one is dropped when its time to live ends. */
const MOST_VISITS = 64;

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

/** What a namespace calls itself by where the device has no address: that of another device (`inet_select_addr`, net/ipv4/devinet.c). */
function anyAddress(network: Network, netns: string): string | undefined {
  const links = Object.values(network.netns[netns]?.links ?? {});
  const [first] = links.flatMap(({ kind, up, addresses }) => (kind === 'loopback' || !up ? [] : addresses));
  return first && addressOf(first);
}

interface Sent {
  readonly hops: readonly Hop[];
  /** The device that takes the packet in, and the source that it then has. */
  readonly taken?: { readonly by: End; readonly source: string; readonly rewritten: boolean };
  readonly loss?: Loss;
}

/** The route of a packet. A sender that is bound to a device needs none: the kernel then takes the address to be on its wire. */
function routeFor(network: Network, { at: netns, to, dev, source, in: from }: Travelling, unanswered: RouteQuestion[]) {
  const state = network.netns[netns];
  if (!state) return { loss: { cause: 'no-netns', netns } as const };
  if (dev === undefined) return chooseRoute(network, { netns, to, source, in: from }, unanswered);
  if (!state.links[dev]) return { loss: { cause: 'no-device', netns, dev } as const };
  const onLink: Route = { dst: `${to}/32`, dev, proto: 'boot' };
  return { route: routeTo(state, to, dev) ?? onLink };
}

/** From the decision of one namespace over the wire to the next. `replying` packets belong to a connection and are not rewritten anew. */
function send(network: Network, packet: Travelling, replying: boolean, unanswered: RouteQuestion[]): Sent {
  const { at: netns, to, dev } = packet;
  const chosen = routeFor(network, packet, unanswered);
  if ('loss' in chosen) return { hops: [], loss: chosen.loss };
  const { route } = chosen;
  const link = network.netns[netns]?.links[route.dev];
  if (!link) return { hops: [], loss: { cause: 'no-device', netns, dev: route.dev } };
  const nexthop = route.via ?? to;
  const source = packet.source ?? route.src ?? sourceFor(link, nexthop) ?? anyAddress(network, netns) ?? '0.0.0.0';
  const hops: Hop[] = [{ kind: 'route', netns, to, route, source, bound: dev !== undefined }];
  const kept = leavingLoss(network, { ...packet, source }, link.name, replying);
  if (kept) return { hops, loss: kept };
  const becomes = replying ? undefined : masqueraded(network, packet, link.name, source, nexthop);
  if (becomes !== undefined && becomes !== source) hops.push({ kind: 'rewrite', netns, dev: link.name, source, becomes });
  const spoken = becomes ?? source;
  const from: End = { netns, dev: link.name };
  const found = resolveNeighbour(network, from, nexthop, route.via !== undefined);
  if ('loss' in found) return { hops: [...hops, ...found.passages], loss: found.loss };
  // The ARP request carries the packet's source where that is an own address, else one of the device's.
  const asker = localLink(network, netns, spoken) ? spoken : sourceFor(link, nexthop);
  const loss = (asker && refusal(network, found.end, asker)) || refusal(network, found.end, spoken);
  if (loss) return { hops: [...hops, ...found.passages], loss };
  hops.push({ kind: 'arp', ...from, asks: nexthop, answers: found.end }, ...found.passages);
  return { hops, taken: { by: found.end, source: spoken, rewritten: spoken !== source } };
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

/** What a rule makes of the destination of a packet that its namespace sends itself; the source is chosen before that. */
function redirected(network: Network, packet: Travelling) {
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

/** What keeps a namespace from passing a packet on: no route, its setting or its rules. */
function forwardingLoss(network: Network, packet: Travelling, replying: boolean, unanswered: RouteQuestion[]): Loss | undefined {
  const { at: netns, to, source, in: from } = packet;
  const { sysctls = {} } = network.netns[netns] ?? {};
  const forwards = (sysctls[`net.ipv4.conf.${from}.forwarding`] ?? sysctls[IP_FORWARD] ?? baselineOf(IP_FORWARD)) === '1';
  // Of a namespace that does not forward, the kernel tells no route for what comes in.
  const chosen = chooseRoute(network, forwards ? { netns, to, source, in: from } : { netns, to }, unanswered);
  if ('loss' in chosen) return chosen.loss;
  return forwards ? filteringLoss(network, packet, 'forward', chosen.route.dev, replying) : { cause: 'no-forwarding', netns, to };
}

/** What the rules of a namespace keep from passing a hook. */
function filteringLoss(network: Network, packet: Travelling, hook: string, out: string | undefined, replying: boolean): Loss | undefined {
  const { at: netns, to, source = to } = packet;
  const { filter = NO_FILTER, hooks } = network.netns[netns] ?? {};
  const seen = passing(network, packet, out, source, replying);
  if (!hooks) {
    const by = obstacleOf(filter, hook, seen);
    return by && { cause: 'filtered', netns, hook, by };
  }
  const obstacle = chainObstacle(hooks, hook, seen);
  if (!obstacle) return undefined;
  const { family, table, name } = obstacle.chain;
  return { cause: 'filtered', netns, hook, by: obstacle.by, chain: { family, table, name } };
}

/** What the rules of a namespace keep from leaving it: of its own packets by the chain output, of all by postrouting. */
function leavingLoss(network: Network, packet: Travelling, out: string, replying: boolean): Loss | undefined {
  const own = packet.in === undefined ? filteringLoss(network, packet, 'output', out, replying) : undefined;
  return own ?? filteringLoss(network, packet, 'postrouting', out, replying);
}

/** Follows a packet until it arrives or is lost; with `known` it is an answer, of which that is remembered on the way. */
function travel(network: Network, start: Travelling, unanswered: RouteQuestion[], known?: readonly Translation[]): Journey {
  const hops: Hop[] = [];
  const translations: Translation[] = [];
  const sent = known ? undefined : redirected(network, start);
  if (sent) {
    hops.push(sent.hop);
    translations.push(sent.translation);
  }
  let packet = sent?.packet ?? start;
  for (let visits = 0; visits < MOST_VISITS; visits += 1) {
    const { at, to } = packet;
    const own = localLink(network, at, to);
    if (own && (packet.dev === undefined || own.name === packet.dev)) {
      if (network.netns[at]?.links['lo']?.up !== true) return { hops, loss: { cause: 'down', netns: at, dev: 'lo' } };
      hops.push({ kind: 'local', netns: at, to });
      const own = { ...packet, source: packet.source ?? to };
      const kept =
        leavingLoss(network, own, 'lo', known !== undefined) ??
        filteringLoss(network, { ...own, in: 'lo' }, 'input', undefined, known !== undefined);
      if (kept) return { hops, loss: kept };
      return { hops, arrived: { at: { netns: at, dev: 'lo' }, source: packet.source ?? to, translations } };
    }
    const lo = network.netns[at]?.links['lo'];
    if (lo?.up === false && contains(LOOPBACK, to)) return { hops, loss: { cause: 'down', netns: at, dev: 'lo' } };
    const sent = send(network, packet, known !== undefined, unanswered);
    hops.push(...sent.hops);
    if (!sent.taken) return { hops, ...(sent.loss ? { loss: sent.loss } : {}) };
    const { by, source } = sent.taken;
    if (sent.taken.rewritten) translations.push({ netns: at, of: 'source', was: packet.source ?? '', becomes: source });
    const incoming = { ...packet, at: by.netns, source, dev: undefined, in: by.dev };
    const barred = filteringLoss(network, incoming, 'prerouting', undefined, known !== undefined);
    if (barred) return { hops, loss: barred };
    const come = turned(network, incoming, known);
    hops.push(...come.hops);
    if (come.translation) translations.push(come.translation);
    packet = come.packet;
    if (localLink(network, by.netns, packet.to)) {
      const kept = filteringLoss(network, packet, 'input', undefined, known !== undefined);
      if (kept) return { hops, loss: kept };
      hops.push({ kind: 'arrive', netns: by.netns, dev: by.dev, to: packet.to, source: packet.source ?? '' });
      return { hops, arrived: { at: by, source: packet.source ?? '', translations } };
    }
    const loss = forwardingLoss(network, packet, known !== undefined, unanswered);
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

/** The way of a packet and that of its answer, each thing that happens to them in order, and where either is lost. */
export interface Way {
  readonly there: readonly Hop[];
  /** Empty where there is no answer, or where it never leaves its namespace. */
  readonly back: readonly Hop[];
  readonly lost: Extract<Hop, { kind: 'lost' }> | undefined;
  /** The routes that were read from tables, since the kernel was not asked for them. */
  readonly unanswered: readonly RouteQuestion[];
}

/** Walks the way of a packet through a network as the kernel would take it, and that of its answer. */
export function walkWay(network: Network, { from, to, dev, port }: Packet): Way {
  const unanswered: RouteQuestion[] = [];
  const ends = (there: readonly Hop[], back: readonly Hop[], direction: 'there' | 'back', loss: Loss | undefined): Way => ({
    ...{ there, back, unanswered },
    lost: loss && { kind: 'lost', direction, loss },
  });
  if (!network.netns[from]) return ends([], [], 'there', { cause: 'no-netns', netns: from });
  const protocol = port === undefined ? 'icmp' : 'tcp';
  const there = travel(network, { at: from, to, source: undefined, dev, protocol, port, in: undefined }, unanswered);
  const { arrived } = there;
  if (!arrived) return ends(there.hops, [], 'there', there.loss);
  const deaf = protocol === 'icmp' && network.netns[arrived.at.netns]?.sysctls['net.ipv4.icmp_echo_ignore_all'] === '1';
  if (deaf) return ends(there.hops, [], 'there', { cause: 'echo-ignored', netns: arrived.at.netns });
  if (arrived.at.dev === 'lo') return ends(there.hops, [], 'there', undefined);
  // It answers with the address that it was reached by, which a rule on the way may have put there.
  const source = arrived.translations.reduce((sent, { of, was, becomes }) => (of === 'destination' && sent === was ? becomes : sent), to);
  const nowhere = { dev: undefined, port: undefined, in: undefined };
  const answer: Travelling = { at: arrived.at.netns, to: arrived.source, source, protocol, ...nowhere };
  const back = travel(network, answer, unanswered, arrived.translations);
  return ends(there.hops, back.hops, 'back', back.loss);
}

/** The same, with the way back in short. It ends with the hop `lost` where the packet or its answer would get no further, and says why. */
export function pathOf(network: Network, packet: Packet): readonly Hop[] {
  const { there, back, lost } = walkWay(network, packet);
  const restored = back.find((hop) => hop.kind === 'restore');
  const disguised = back.find((hop) => hop.kind === 'disguise');
  const answers = back.length > 0 || lost?.direction === 'back';
  const short: readonly Hop[] = answers ? [{ kind: 'back', devices: devicesOf(back), restored, disguised }] : [];
  return [...there, ...short, ...(lost ? [lost] : [])];
}
