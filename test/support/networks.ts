import * as v from 'valibot';
import type { ActionCall } from '../../src/model/calls.ts';
import { edited } from '../../src/model/draft.ts';
import { changeLink } from '../../src/model/edits.ts';
import { type Link, type Netns, type Network, netnsOf, startNetwork } from '../../src/model/network.ts';
import { ACTIONS, action } from '../../src/vocabulary/index.ts';
import type { Facts } from '../../src/vocabulary/needs.ts';

export const FACTS: Facts = { ovsDatapath: 'netdev' };

/** The network after these actions, as a plan would expect it. */
export function networkAfter(calls: readonly ActionCall[], facts: Facts = FACTS, start: Network = startNetwork()): Network {
  return calls.reduce((network, { kind, params }) => {
    const def = ACTIONS.get(kind);
    if (!def) throw new Error(`there is no action ${kind}`);
    return edited(network, def.effect(network, v.parse(def.params, params), facts));
  }, start);
}

/** The network with one link in another state. */
export function withLink(network: Network, netns: string, dev: string, change: Partial<Link>): Network {
  return edited(network, [changeLink(network, netns, dev, change)]);
}

/** The network with one namespace in another state. */
export function withNetns(network: Network, name: string, change: Partial<Netns>): Network {
  return { ...network, netns: { ...network.netns, [name]: { ...netnsOf(network, name), ...change } } };
}

/** Actions that join two namespaces by one veth pair, 10.0.0.1 in ns1 and 10.0.0.2 in ns2. */
export const DIRECT: readonly ActionCall[] = [
  action.netns({ name: 'ns1' }),
  action.netns({ name: 'ns2' }),
  action.veth({ name: 'veth1', peer: 'veth2' }),
  ...[1, 2].flatMap((n) => [
    action.move({ dev: `veth${n}`, to: `ns${n}` }),
    action.address({ netns: `ns${n}`, dev: `veth${n}`, address: `10.0.0.${n}/24` }),
    action.up({ netns: `ns${n}`, dev: `veth${n}` }),
  ]),
];

/** Actions that plug ns1 (10.0.0.1) and ns2 (10.0.0.2) into the Linux bridge br0. */
export const BRIDGED: readonly ActionCall[] = [
  action.bridge({ name: 'br0' }),
  action.up({ dev: 'br0' }),
  ...[1, 2].flatMap((n) => [
    action.netns({ name: `ns${n}` }),
    action.veth({ name: `veth${n}`, peer: `port${n}` }),
    action.move({ dev: `veth${n}`, to: `ns${n}` }),
    action.bridgePort({ dev: `port${n}`, bridge: 'br0' }),
    action.up({ dev: `port${n}` }),
    action.address({ netns: `ns${n}`, dev: `veth${n}`, address: `10.0.0.${n}/24` }),
    action.up({ netns: `ns${n}`, dev: `veth${n}` }),
  ]),
];

/** Actions that plug them into the OVS bridge ovs0, by veth pairs or by internal ports. */
export function switched(by: 'ovs-veth' | 'ovs-internal'): readonly ActionCall[] {
  return [
    action.ovsDaemons({}),
    action.ovsBridge({ name: 'ovs0' }),
    ...[1, 2].flatMap((n) => [
      action.netns({ name: `ns${n}` }),
      ...(by === 'ovs-veth'
        ? [
            action.veth({ name: `dev${n}`, peer: `port${n}` }),
            action.ovsPort({ bridge: 'ovs0', dev: `port${n}` }),
            action.up({ dev: `port${n}` }),
          ]
        : [action.ovsInternalPort({ bridge: 'ovs0', dev: `dev${n}` })]),
      action.move({ dev: `dev${n}`, to: `ns${n}` }),
      action.address({ netns: `ns${n}`, dev: `dev${n}`, address: `10.0.0.${n}/24` }),
      action.up({ netns: `ns${n}`, dev: `dev${n}` }),
    ]),
  ];
}

/** Adds to every link what only the kernel knows: index, peer's index, MAC address, state of a bridge port. */
export function observed(network: Network): Network {
  const all = Object.entries(network.netns).flatMap(([netns, { links }]) => Object.keys(links).map((dev) => `${dev}@${netns}`));
  const indexOf = (netns: string, dev: string) => all.indexOf(`${dev}@${netns}`) + 1;
  let result = network;
  for (const [netns, { links }] of Object.entries(network.netns))
    for (const link of Object.values(links))
      result = withLink(result, netns, link.name, {
        ifindex: indexOf(netns, link.name),
        mac: `02:00:00:00:00:${String(indexOf(netns, link.name)).padStart(2, '0')}`,
        carrier: link.up,
        ...(link.peer ? { peerIndex: indexOf(link.peer.netns, link.peer.dev) } : {}),
        ...(link.master ? { portState: 'forwarding' } : {}),
      });
  return result;
}
