import { baselineOf } from './baseline.ts';
import type { End } from './end.ts';
import { filteringLoss, leavingLoss } from './filtering.ts';
import type { Hop } from './hop.ts';
import { addressOf, contains, networkOf } from './inet.ts';
import { chooseRoute, type RouteQuestion } from './kernel-route.ts';
import type { Loss } from './loss.ts';
import type { Network, Route } from './network.ts';
import { resolveNeighbour } from './resolve.ts';
import { masqueraded, redirected, type Translation, turned } from './rewriting.ts';
import { localLink, routeTo, sourceFor } from './routing.ts';
import { refusal } from './source-validation.ts';
import type { Travelling } from './travelling.ts';

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

/** Follows a packet until it arrives or is lost; with `known` it is an answer, of which that is remembered on the way. */
export function travel(network: Network, start: Travelling, unanswered: RouteQuestion[], known?: readonly Translation[]): Journey {
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
