import type { End } from './end.ts';
import type { Loss } from './loss.ts';
import type { Link, Neigh, Network } from './network.ts';
import type { Passage } from './passage.ts';
import { deviceSetting } from './source-validation.ts';
import { type Crossing, takersOf } from './wire.ts';

function linkAt(network: Network, { netns, dev }: End): Link | undefined {
  return network.netns[netns]?.links[dev];
}

/** An entry of the neighbour table that somebody has written, so that nothing is asked. */
function writtenEntry(network: Network, { netns, dev }: End, asks: string): Neigh | undefined {
  return network.netns[netns]?.neigh?.find((entry) => entry.dst === asks && entry.dev === dev && entry.state === 'PERMANENT');
}

/** What keeps the holder of an address from answering when it is asked (`arp_process`, `arp_ignore`, net/ipv4/arp.c). */
function unanswered(network: Network, holder: End, asks: string): Loss | undefined {
  const link = linkAt(network, holder);
  if (link?.noarp) return { cause: 'arp-off', ...holder };
  const value = deviceSetting(network, holder, 'arp_ignore');
  const here = link?.addresses.some((own) => own.split('/')[0] === asks) ?? false;
  return value === 8 || (value >= 1 && !here) ? { cause: 'arp-ignored', ...holder, asks, value } : undefined;
}

/** Another device on the same wire that has the MAC address of the holder, so that switches mistake one for the other. */
function twinOf(network: Network, from: End, { passages, end }: Crossing): Loss | undefined {
  const mac = linkAt(network, end)?.mac;
  if (mac === undefined) return undefined;
  const isEnd = (other: End) => other.netns === end.netns && other.dev === end.dev;
  const switches = passages.flatMap((passage) => (passage.kind === 'switch' && passage.sort === 'bridge' ? [passage] : []));
  const ports = switches.flatMap(({ netns, name }): readonly End[] =>
    // A bridge has the address of one of its ports.
    isEnd({ netns, dev: name })
      ? []
      : Object.values(network.netns[netns]?.links ?? {}).flatMap(({ name: dev, master }) => (master === name ? [{ netns, dev }] : [])),
  );
  const other = [from, ...takersOf(network, from, () => true), ...ports].find((one) => !isEnd(one) && linkAt(network, one)?.mac === mac);
  return other && { cause: 'same-mac', ...end, mac, other };
}

/** What a bridge on the way has for the holder's MAC address: an entry that leads somewhere else and stays, or none where it needs one. */
function misledBridge(network: Network, passages: readonly Passage[], end: End): Loss | undefined {
  const mac = linkAt(network, end)?.mac;
  for (const passage of passages) {
    if (passage.kind !== 'switch' || passage.sort !== 'bridge' || passage.out === passage.name) continue;
    const { netns, name: bridge, out } = passage;
    const { fdb = [], links = {} } = network.netns[netns] ?? {};
    const entry = fdb.find((one) => one.mac === mac && one.bridge === bridge);
    if (entry?.fixed && !(entry.fixed === 'sticky' && entry.port === out))
      return { cause: 'wrong-fdb', netns, dev: out, bridge, mac: entry.mac, port: entry.port };
    const port = links[out]?.port;
    if (!entry && port?.flood === false && !port.learning) return { cause: 'no-flood', netns, dev: out, bridge, kind: 'unknown' };
  }
  return undefined;
}

/** What goes wrong between a device and the one that holds an address, on a wire that carries frames between them. */
export function arpLoss(network: Network, from: End, asks: string, crossing: Crossing): Loss | undefined {
  const { passages, end } = crossing;
  const [entry, mac] = [writtenEntry(network, from, asks), linkAt(network, end)?.mac];
  if (entry) {
    const isWrong = mac !== undefined && entry.lladdr !== mac;
    if (isWrong) return { cause: 'wrong-neighbour', ...from, asks, lladdr: entry.lladdr ?? '', holder: end, mac };
  } else {
    const silent = linkAt(network, from)?.noarp ? ({ cause: 'arp-off', ...from } as const) : unanswered(network, end, asks);
    if (silent) return silent;
  }
  return twinOf(network, from, crossing) ?? misledBridge(network, passages, end);
}
