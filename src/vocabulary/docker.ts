import { addLink, changeNetns, type Edit } from '../model/edits.ts';
import type { FilterRule } from '../model/firewall.ts';
import { HOST } from '../model/host.ts';
import { addressOf, formatPrefix, hostAt, hostCount, networkOf } from '../model/inet.ts';
import { type Link, type Netns, type Network, netnsOf } from '../model/network.ts';
import { say } from '../model/say.ts';
import { connectedRoutes } from './effects.ts';

/** What a Docker daemon makes of a network. */

/** The bridge of Docker's default network. */
export const DEFAULT_BRIDGE = 'docker0';

/** Throws where no daemon runs. */
export function requireDocker({ netns }: Network): void {
  if (!netns[HOST]?.links[DEFAULT_BRIDGE])
    throw new RangeError(
      say({ en: 'no Docker daemon is running at this point; start it first', zh: '到这里还没有 Docker 守护进程在运行，请先启动它' }),
    );
}

/** The chain of published ports, one in each table; and the two that keep networks apart. */
const PUBLISHED = 'DOCKER';
const STAGES = ['DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2'] as const;

/** What Docker makes for a network of the driver `bridge`: the bridge with an address, and rules. */
export function bridgeNetwork(network: Network, name: string, address: string): readonly Edit[] {
  const bridge: Link = { name, kind: 'bridge', up: true, addresses: [address], stp: false };
  const source = formatPrefix(networkOf(address));
  const rules: readonly FilterRule[] = [
    { chain: 'forward', out: name, states: ['established', 'related'], target: 'accept' },
    { chain: 'forward', out: name, target: 'jump', into: PUBLISHED },
    { chain: 'forward', in: name, exceptOut: name, target: 'accept' },
    { chain: 'forward', in: name, out: name, target: 'accept' },
    { chain: STAGES[0], in: name, exceptOut: name, target: 'jump', into: STAGES[1] },
    { chain: STAGES[1], out: name, target: 'drop' },
  ];
  return [
    addLink(network, HOST, bridge),
    changeNetns(network, HOST, ({ routes, nat, filter }) => ({
      routes: [...routes, ...connectedRoutes(bridge)],
      nat: [
        ...nat,
        { chain: 'postrouting', source, exceptOut: name, target: 'masquerade' },
        { chain: PUBLISHED, in: name, target: 'return' },
      ],
      filter: { ...filter, rules: [...filter.rules, ...rules] },
    })),
  ];
}

/** What Docker makes as it starts, before any network: chains, the way to them, and a host that forwards nothing else. */
export function ownChains({ nat, filter, sysctls }: Netns): Partial<Netns> {
  return {
    rulesBy: 'docker',
    sysctls: { ...sysctls, 'net.ipv4.ip_forward': '1' },
    nat: [...nat, { chain: 'prerouting', toLocal: true, target: 'jump', into: PUBLISHED }],
    filter: {
      dropping: [...filter.dropping, 'forward'],
      chains: [...filter.chains, PUBLISHED, ...STAGES],
      rules: [...filter.rules, { chain: 'forward', target: 'jump', into: STAGES[0] }],
    },
  };
}

/** The bridge of a Docker network, with the addresses in use there. */
function bridgeOf(network: Network, name: string): { readonly link: Link; readonly address: string; readonly used: ReadonlySet<string> } {
  const { links } = netnsOf(network, HOST);
  const link = links[name];
  const [address] = link?.addresses ?? [];
  if (link?.kind !== 'bridge' || address === undefined)
    throw new RangeError(say({ en: `there is no Docker network '${name}' at this point`, zh: `到这里还没有 Docker 网络 '${name}'` }));
  const held = Object.values(links).flatMap(({ master, peer }) =>
    master === name && peer ? (network.netns[peer.netns]?.links[peer.dev]?.addresses ?? []) : [],
  );
  return { link, address, used: new Set([address, ...held].map(addressOf)) };
}

/** The first address that nobody has: Docker deals them out in this order. */
export function freeAddress(network: Network, name: string): { readonly own: string; readonly length: number; readonly gateway: string } {
  const { address, used } = bridgeOf(network, name);
  const subnet = networkOf(address);
  const number = Array.from({ length: used.size + 1 }, (_, index) => index + 1).find(
    (n) => n <= hostCount(subnet) && !used.has(hostAt(subnet, n)),
  );
  if (number === undefined)
    throw new RangeError(say({ en: `the Docker network '${name}' has no free address`, zh: `Docker 网络 '${name}' 没有空闲地址了` }));
  return { own: hostAt(subnet, number), length: subnet.length, gateway: addressOf(address) };
}

/** What Docker adds for a published port: the rewritten destination, the permission, and the way of a container to itself. */
export function publishing(
  network: Network,
  { publish, own, bridge }: { readonly publish: { port: number; to: number }; readonly own: string; readonly bridge: string },
): Edit {
  const itself = `${own}/32`;
  return changeNetns(network, HOST, ({ nat, filter }) => ({
    nat: [
      ...nat,
      {
        ...{ chain: 'postrouting', source: itself, destination: itself, exceptOut: '' },
        ...{ protocol: 'tcp', dport: publish.to, target: 'masquerade' },
      },
      { chain: PUBLISHED, exceptIn: bridge, protocol: 'tcp', dport: publish.port, target: 'dnat', to: own, toPort: publish.to },
    ],
    filter: {
      ...filter,
      rules: [
        ...filter.rules,
        {
          ...{ chain: PUBLISHED, destination: itself, exceptIn: bridge, out: bridge },
          ...{ protocol: 'tcp', dport: publish.to, target: 'accept' },
        },
      ],
    },
  }));
}
