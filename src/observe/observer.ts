import { HOST } from '../model/host.ts';
import type { Link, Netns, Network, Ovs, OvsBridge } from '../model/network.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { FirewallReader, firewallOf } from './firewall.ts';
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
import { printed, readListing } from './listing.ts';
import { listedTables, type OvsTables, readOfports, readOvs, readOvsFdb } from './ovs.ts';
import { askFdb, askTables } from './ovs-sockets.ts';
import { type NetnsIds, netnsIdKey, resolvePeers, withDoubtfulPeers } from './peers.ts';

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

/** What is read beside links, addresses, routes and neighbours. */
export interface Scope {
  /** Open vSwitch, which must be running then; without it, it is as last read. */
  readonly ovs: boolean;
  /** What switches have learnt. */
  readonly fdb: boolean;
  /** Whether rules of NAT are expected in a namespace, for which more than one tool has to be asked at once. */
  readonly translates?: (netns: string) => boolean;
  /** What nothing has touched since it was read; everything is read anew without it. */
  readonly stands?: (netns: string) => Standing;
}

/** What only somebody's own doing changes, and need not be asked for again where nobody has done so. */
export interface Standing {
  /** One that was never read is empty: the sandbox is new, and so are its namespaces. */
  readonly firewall: boolean;
  readonly settings: boolean;
}

const NOTHING_STANDS: Standing = { firewall: false, settings: false };

/** What iproute2 prints where the kernel has changed what it was listing (lib/libnetlink.c); a session has it among its output. */
const INTERRUPTED = 'Dump was interrupted and may be inconsistent.\n';
const ATTEMPTS = 5;

const NO_RESULTS: readonly CommandResult[] = [];
const NOTHING: Interest = { sysctls: [], firewall: false, bridges: false };

/** Reads the network of a sandbox from the kernel; one dump per namespace, kept until that namespace is read again. */
export class Observer {
  readonly #channel: Channel;
  readonly #interests: Readonly<Record<string, Interest>>;
  readonly #readings = new Map<string, Reading>();
  readonly #firewalls: FirewallReader;
  /** What lists a namespace, by its name. */
  readonly #listings = new Map<string, readonly string[]>();
  #ovs: Ovs | undefined;

  /** `whole` where every chain of the firewall is wanted by itself. */
  constructor(channel: Channel, interests: Readonly<Record<string, Interest>>, { whole = false }: { readonly whole?: boolean } = {}) {
    this.#channel = channel;
    this.#interests = interests;
    this.#firewalls = new FirewallReader((template, data) => this.#look(template, data), whole);
  }

  /** Renders what lists these namespaces, where there is time for it now and there will be less then. */
  prepare(netnsNames: readonly string[]): void {
    for (const name of netnsNames) this.#listing(name);
  }

  /** Reads these namespaces anew, the others from memory; a namespace that is gone is forgotten. */
  async observe(netnsNames: readonly string[], { ovs, fdb, translates, stands = () => NOTHING_STANDS }: Scope): Promise<Network> {
    const [readings, switches] = await Promise.all([
      Promise.all(
        netnsNames.map((netns) =>
          this.#readNetns(netns, { fdb, translates: translates?.(netns) ?? false }, stands(netns)).catch(unreadable),
        ),
      ),
      ovs ? this.#readSwitches(fdb) : this.#ovs,
    ]);
    for (const [index, netns] of netnsNames.entries()) {
      const reading = readings[index];
      if (reading) this.#readings.set(netns, reading);
      else this.#readings.delete(netns);
    }
    this.#ovs = switches;
    return this.#network(await this.#netnsIds());
  }

  /** These namespaces are no longer there. */
  forget(netnsNames: readonly string[]): void {
    for (const name of netnsNames) this.#readings.delete(name);
  }

  /** Names of all namespaces that exist now, the host included. */
  async names(): Promise<readonly string[]> {
    const [result] = await this.#channel.run(renderShell({ template: 'observe-names', data: {} }));
    const listed = JSON.parse(result?.stdout || '[]') as { readonly name: string }[];
    return [HOST, ...listed.map(({ name }) => name)];
  }

  #look(template: string, data: object): Promise<readonly CommandResult[]> {
    return this.#lookBy(renderShell({ template, data }));
  }

  #lookBy(commands: readonly string[]): Promise<readonly CommandResult[]> {
    return this.#channel.run(commands, { keepGoing: true, devicesStay: true });
  }

  /** It is the same after each step. */
  #listing(netns: string): readonly string[] {
    const known = this.#listings.get(netns) ?? renderShell({ template: 'observe-netns', data: { netns } });
    this.#listings.set(netns, known);
    return known;
  }

  /** What ip(8) lists, anew where something changed while it was listing: it says so, and the list may lack something. */
  async #lookWhole(commands: readonly string[]): Promise<readonly CommandResult[]> {
    for (let attempt = 1; ; attempt += 1) {
      const results = await this.#lookBy(commands);
      const interrupted = results.some(({ stdout, stderr }) => (stdout + stderr).includes(INTERRUPTED));
      if (!interrupted) return results;
      if (attempt === ATTEMPTS) return results.map((result) => ({ ...result, stdout: result.stdout.replaceAll(INTERRUPTED, '') }));
    }
  }

  /** `undefined` where there is no such namespace. */
  async #readNetns(
    netns: string,
    { fdb, translates }: { readonly fdb: boolean; readonly translates: boolean },
    stands: Standing,
  ): Promise<Reading | undefined> {
    const { sysctls: keys, firewall, bridges } = this.#interests[netns] ?? NOTHING;
    const known = this.#readings.get(netns)?.rest;
    const [ip, [learnt], rules, sysctls] = await Promise.all([
      this.#lookWhole(this.#listing(netns)),
      bridges && fdb ? this.#lookWhole(renderShell({ template: 'observe-fdb', data: { netns } })) : NO_RESULTS,
      firewall && !stands.firewall ? this.#firewalls.read(netns, translates) : firewallOf(stands.firewall ? known : undefined),
      known && stands.settings ? known.sysctls : this.#settings(netns, keys),
    ]);
    if (ip.some(({ exitCode }) => exitCode !== 0)) return undefined;
    const [addresses, routes, neighs] = ip.map(({ stdout }) => readListing(stdout));
    return {
      links: (addresses as IpAddressJson[]).map(readLink),
      rest: {
        ...rules,
        sysctls,
        routes: (routes as IpRouteJson[]).flatMap(readRoute),
        neigh: (neighs as IpNeighJson[]).map(readNeigh),
        fdb: ((learnt ? readListing(printed(learnt) || '[]') : []) as BridgeFdbJson[]).flatMap(readFdb),
      },
    };
  }

  async #settings(netns: string, keys: readonly string[]): Promise<Netns['sysctls']> {
    if (keys.length === 0) return {};
    const [read] = await this.#look('observe-sysctls', { netns, keys });
    const lines = printed(read)
      .split('\n')
      .filter((line) => line.includes(' = '));
    return Object.fromEntries(lines.map((line) => line.split(' = ') as [string, string]));
  }

  /** `undefined` where no switch answers. */
  async #readSwitches(fdb: boolean): Promise<Ovs | undefined> {
    const known = fdb ? Object.keys(this.#ovs?.bridges ?? {}) : [];
    const [tables, ...learnt] = await Promise.all([this.#tables(), ...known.map((bridge) => this.#fdb(bridge))]);
    if (!tables) return undefined;
    const listed = new Map(known.map((bridge, index) => [bridge, learnt[index] ?? '']));
    const fdbOf = (name: string, bridge: OvsBridge) => readOvsFdb(listed.get(name) ?? '', readOfports(tables, bridge));
    const bridges = Object.entries(readOvs(tables).bridges);
    return { bridges: Object.fromEntries(bridges.map(([name, bridge]) => [name, { ...bridge, fdb: fdbOf(name, bridge) }])) };
  }

  /** From the daemon's own socket where that can be reached, or else by the command. */
  async #tables(): Promise<OvsTables | undefined> {
    const asked = await askTables(this.#channel);
    if (asked) return asked;
    const [listed] = await this.#look('observe-ovs', {});
    return listed?.exitCode === 0 ? listedTables(listed.stdout) : undefined;
  }

  async #fdb(bridge: string): Promise<string> {
    return (await askFdb(this.#channel, bridge)) ?? printed((await this.#look('see-ovs-fdb', { bridge }))[0]);
  }

  #links() {
    return Object.fromEntries([...this.#readings].map(([netns, reading]) => [netns, reading.links]));
  }

  /** Which namespace an id means in another, asked only where indexes alone do not tell the ends of cables (ip-netns(8)). */
  async #netnsIds(): Promise<NetnsIds> {
    const doubtful = withDoubtfulPeers(this.#links());
    const listed = await Promise.all(doubtful.map((netns) => this.#look('observe-nsids', { netns })));
    const entries = doubtful.flatMap((netns, index) => {
      const ids = JSON.parse(printed(listed[index]?.[0]) || '[]') as readonly { readonly nsid: number; readonly name?: string }[];
      return ids.flatMap(({ nsid, name }) => (name === undefined ? [] : [[netnsIdKey(netns, nsid), name] as const]));
    });
    return new Map(entries);
  }

  #network(ids: NetnsIds): Network {
    const links = resolvePeers(this.#links(), ids);
    const ports = internalPorts(this.#ovs);
    const netns = Object.fromEntries(
      [...this.#readings].map(([name, { rest }]): [string, Netns] => [name, { ...rest, links: markInternal(links[name] ?? {}, ports) }]),
    );
    return { netns, ...(this.#ovs ? { ovs: this.#ovs } : {}) };
  }
}

/** A listing that is cut off, since nobody builds so much, says as little as one of a namespace that is not there. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof SyntaxError)) throw error;
}

/** The device of the userspace datapath itself; it is no part of any lesson. */
const OVS_NETDEV = 'ovs-netdev';

/** The names of the internal ports of all bridges; nothing where no switch is running. */
function internalPorts(ovs: Ovs | undefined): ReadonlySet<string> | undefined {
  if (!ovs) return undefined;
  const ports = Object.values(ovs.bridges).flatMap((bridge) => Object.entries(bridge.ports));
  return new Set(ports.flatMap(([name, { type }]) => (type === 'internal' ? [name] : [])));
}

/** An internal port is a tap device to the kernel where the userspace datapath made it; the switch's database tells. */
function markInternal(links: Readonly<Record<string, Link>>, internal: ReadonlySet<string> | undefined): Readonly<Record<string, Link>> {
  if (!internal) return links;
  return Object.fromEntries(
    Object.entries(links)
      .filter(([name]) => name !== OVS_NETDEV && name !== 'ovs-system')
      .map(([name, link]) => [name, internal.has(name) && link.kind === 'tap' ? { ...link, kind: 'ovs-internal' as const } : link]),
  );
}
