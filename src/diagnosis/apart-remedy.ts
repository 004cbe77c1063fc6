import type { Network } from '../model/network.ts';
import type { Shell } from '../vocabulary/shell.ts';
import { type Of, type Remedy, remedy, show } from './remedy.ts';

/** Plugs what is plugged in elsewhere into the switch of the other. */
function plug(network: Network, { near, holder, far }: Of<'apart'>): readonly Shell[] {
  const cable = network.netns[holder.netns]?.links[holder.dev]?.peer;
  const plugOf = (port: string, { netns, sort, name }: Of<'apart'>['near']): readonly Shell[] => {
    if (sort === 'ovs') return [{ template: 'ovs-port-add', data: { bridge: name, dev: port } }];
    return [{ template: 'link-set-master', data: { netns, dev: port, bridge: name } }];
  };
  if (near.sort === 'device') return far.sort === 'device' ? [] : plugOf(near.name, far);
  const port = far.sort === 'device' ? { netns: far.netns, dev: far.name } : cable;
  if (!port) return [];
  const moved = port.netns === near.netns ? [] : [{ template: 'link-set-netns', data: { ...port, to: near.netns } }];
  return [...moved, ...plugOf(port.dev, near)];
}

/** What shows that two are plugged in at different places, and what joins them. */
export function apartRemedy(network: Network, loss: Of<'apart'>): Remedy {
  const { netns, asks, near, far } = loss;
  const places = [...new Set([near, far].flatMap(({ sort, netns: place }) => (sort === 'ovs' ? [] : [place])))];
  const switches = places.map((place) => show('ports', { netns: place }));
  const ovs = [near, far].some(({ sort }) => sort === 'ovs') ? [{ shell: { template: 'see-ovs', data: {} } }] : [];
  return remedy([show('neigh', { netns, to: asks }), ...switches, ...ovs], ...plug(network, loss));
}
