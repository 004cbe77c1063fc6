import type { End } from './end.ts';
import type { Hop, Packet } from './hop.ts';
import { travel } from './journey.ts';
import type { RouteQuestion } from './kernel-route.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import type { Travelling } from './travelling.ts';

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
