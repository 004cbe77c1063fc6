import { HOST } from '../model/host.ts';
import type { Network } from '../model/network.ts';
import { deviceId } from './ids.ts';
import type { Mark } from './news.ts';
import type { Cable } from './scene.ts';

/** Every cable once: veth pairs from the end that comes first, then what joins ports of OVS bridges to devices elsewhere. */
export function cablesOf(network: Network, mark: Mark): readonly Cable[] {
  return [...vethsIn(network), ...internalPortsIn(network)].map(({ from, to, carrier }) => {
    const id = `${from} ${to}`;
    return { id, from, to, carrier, news: mark(`cable ${id}`, String(carrier)) };
  });
}

type Laid = Omit<Cable, 'id' | 'news'>;

function vethsIn(network: Network): readonly Laid[] {
  const seen = new Set<string>();
  return Object.entries(network.netns).flatMap(([netns, { links }]) =>
    Object.values(links).flatMap(({ name, up, peer }) => {
      const from = deviceId(netns, name);
      seen.add(from);
      const other = peer && network.netns[peer.netns]?.links[peer.dev];
      if (!other) return [];
      const to = deviceId(peer.netns, peer.dev);
      return seen.has(to) ? [] : [{ from, to, carrier: up && other.up }];
    }),
  );
}

function internalPortsIn({ netns, ovs }: Network): readonly Laid[] {
  const away = new Map(
    Object.entries(netns).flatMap(([name, { links }]) =>
      Object.values(links).flatMap((link) => (name !== HOST && link.kind === 'ovs-internal' ? [[link.name, { name, link }] as const] : [])),
    ),
  );
  return Object.values(ovs?.bridges ?? {}).flatMap(({ ports }) =>
    Object.entries(ports).flatMap(([port, { type }]) => {
      const device = away.get(port);
      if (type !== 'internal' || !device || netns[HOST]?.links[port]) return [];
      return [{ from: deviceId(HOST, port), to: deviceId(device.name, port), carrier: device.link.up }];
    }),
  );
}
