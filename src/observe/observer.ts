import { HOST } from '../model/names.ts';
import type { Link, Netns, Network, Ovs } from '../model/network.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import {
  type BridgeFdbJson,
  type IpAddressJson,
  type IpNeighJson,
  type IpRouteJson,
  type ReadLink,
  readFdb,
  readLink,
  readNeigh,
  readRoute,
} from './iproute.ts';
import { readNft } from './nft.ts';
import { readOfports, readOvs, readOvsFdb } from './ovs.ts';
import { resolvePeers } from './peers.ts';

/** What is worth reading in a namespace, known from the plan, so that nothing is read in vain. */
export interface Interest {
  readonly sysctls: readonly string[];
  readonly firewall: boolean;
  readonly bridges: boolean;
}

/** What one namespace was last seen to hold, peers not yet found. */
interface Reading {
  readonly links: readonly ReadLink[];
  readonly rest: Omit<Netns, 'links'>;
}

const NOTHING: Interest = { sysctls: [], firewall: false, bridges: false };

/** Reads the network of a sandbox from the kernel; one dump per namespace, kept until that namespace is read again. */
export class Observer {
  readonly #channel: Channel;
  readonly #interests: Readonly<Record<string, Interest>>;
  readonly #readings = new Map<string, Reading>();
  #ovs: Ovs | undefined;

  constructor(channel: Channel, interests: Readonly<Record<string, Interest>>) {
    this.#channel = channel;
    this.#interests = interests;
  }

  /** Reads these namespaces anew, the others from memory; a namespace that is gone is forgotten. `ovs` says whether a switch is running. */
  async observe(netnsNames: readonly string[], ovs: boolean): Promise<Network> {
    const wanted = netnsNames.flatMap((netns) => this.#commandsFor(netns).map((command) => ({ netns, ...command })));
    const bridges = Object.keys(this.#ovs?.bridges ?? {});
    const ovsCommands = ovs
      ? [
          ...renderShell({ template: 'observe-ovs', data: {} }),
          ...bridges.flatMap((bridge) => renderShell({ template: 'see-ovs-fdb', data: { bridge } })),
        ]
      : [];
    const [results, ovsResults] = await Promise.all([
      this.#channel.run(
        wanted.map(({ command }) => command),
        { keepGoing: true },
      ),
      this.#channel.run(ovsCommands, { keepGoing: true }),
    ]);
    for (const netns of netnsNames) {
      const own = new Map(wanted.flatMap((command, index) => (command.netns === netns ? [[command.what, results[index]] as const] : [])));
      const reading = read(own);
      if (reading) this.#readings.set(netns, reading);
      else this.#readings.delete(netns);
    }
    this.#ovs = ovs ? readSwitches(ovsResults, bridges) : undefined;
    return this.#network();
  }

  /** Names of all namespaces that exist now, the host included. */
  async names(): Promise<readonly string[]> {
    const [result] = await this.#channel.run(renderShell({ template: 'observe-names', data: {} }));
    const listed = JSON.parse(result?.stdout || '[]') as { readonly name: string }[];
    return [HOST, ...listed.map(({ name }) => name)];
  }

  #commandsFor(netns: string): { what: string; command: string }[] {
    const { sysctls, firewall, bridges } = this.#interests[netns] ?? NOTHING;
    const command = (what: string, template: string, data: object) =>
      renderShell({ template, data }).map((text) => ({ what, command: text }));
    return [
      ...command('ip', 'observe-netns', { netns }),
      ...(bridges ? command('fdb', 'observe-fdb', { netns }) : []),
      ...(firewall ? command('nft', 'observe-nft', { netns }) : []),
      ...(sysctls.length > 0 ? command('sysctl', 'observe-sysctls', { netns, keys: sysctls }) : []),
    ];
  }

  #network(): Network {
    const links = resolvePeers(Object.fromEntries([...this.#readings].map(([netns, reading]) => [netns, reading.links])));
    const netns = Object.fromEntries(
      [...this.#readings].map(([name, { rest }]): [string, Netns] => [
        name,
        { ...rest, links: markInternal(links[name] ?? {}, this.#ovs) },
      ]),
    );
    return { netns, ...(this.#ovs ? { ovs: this.#ovs } : {}) };
  }
}

function read(own: ReadonlyMap<string, CommandResult | undefined>): Reading | undefined {
  const ip = own.get('ip');
  if (ip?.exitCode !== 0) return undefined;
  const [addresses = [], routes = [], neighs = []] = ip.stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown[]);
  const json = (what: string) => (own.get(what)?.exitCode === 0 ? own.get(what)?.stdout : undefined);
  const nft = json('nft');
  const fdb = json('fdb');
  return {
    links: (addresses as IpAddressJson[]).map(readLink),
    rest: {
      routes: (routes as IpRouteJson[]).flatMap(readRoute),
      neigh: (neighs as IpNeighJson[]).map(readNeigh),
      fdb: ((fdb ? JSON.parse(fdb) : []) as BridgeFdbJson[]).flatMap(readFdb),
      sysctls: Object.fromEntries(
        (json('sysctl') ?? '')
          .split('\n')
          .filter((line) => line.includes(' = '))
          .map((line) => line.split(' = ') as [string, string]),
      ),
      ...(nft ? readNft(nft) : { nat: [], counters: [] }),
    },
  };
}

function readSwitches(results: readonly CommandResult[], bridges: readonly string[]): Ovs | undefined {
  const [tables, ...fdbs] = results;
  if (tables?.exitCode !== 0) return undefined;
  const ovs = readOvs(tables.stdout);
  const ports = readOfports(tables.stdout);
  const learnt = new Map(
    bridges.map((bridge, index) => [bridge, fdbs[index]?.exitCode === 0 ? readOvsFdb(fdbs[index].stdout, ports) : {}]),
  );
  return {
    bridges: Object.fromEntries(Object.entries(ovs.bridges).map(([name, bridge]) => [name, { ...bridge, fdb: learnt.get(name) ?? {} }])),
  };
}

/** The device of the userspace datapath itself; it is no part of any lesson. */
const OVS_NETDEV = 'ovs-netdev';

/** An internal port is a tap device to the kernel where the userspace datapath made it; the switch's database tells. */
function markInternal(links: Readonly<Record<string, Link>>, ovs: Ovs | undefined): Readonly<Record<string, Link>> {
  const internal = new Set(
    Object.values(ovs?.bridges ?? {}).flatMap(({ ports }) =>
      Object.entries(ports).flatMap(([name, { type }]) => (type === 'internal' ? [name] : [])),
    ),
  );
  return Object.fromEntries(
    Object.entries(links)
      .filter(([name]) => !(ovs && (name === OVS_NETDEV || name === 'ovs-system')))
      .map(([name, link]) => [name, internal.has(name) && link.kind === 'tap' ? { ...link, kind: 'ovs-internal' as const } : link]),
  );
}
