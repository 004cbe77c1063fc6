import { HOST } from '../model/host.ts';
import type { Network } from '../model/network.ts';
import { type Interest, Observer } from '../observe/observer.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';

/** Settings of a namespace that decide what becomes of a packet (Documentation/networking/ip-sysctl.rst). */
const SETTINGS: readonly string[] = ['net.ipv4.ip_forward', 'net.ipv4.icmp_echo_ignore_all'];

/** The same of `all` and of each device. */
const DEVICE_SETTINGS: readonly string[] = ['forwarding', 'rp_filter', 'accept_local', 'arp_ignore'];

const INTEREST: Interest = { sysctls: SETTINGS, firewall: true, bridges: true };

export interface Inspection {
  readonly channel: Channel;
  /** The namespaces that there are. */
  readonly names: readonly string[];
  /** Whether Open vSwitch is running. */
  readonly ovs: boolean;
}

/** Reads a network with all that may decide what becomes of a packet, which a run has no need for. */
export async function inspect({ channel, names, ovs }: Inspection): Promise<Network> {
  channel.forget();
  const observer = new Observer(channel, Object.fromEntries(names.map((name) => [name, INTEREST])), { whole: true });
  const all = [...new Set([HOST, ...names])];
  const first = await observer.observe(all, { ovs, fdb: true });
  // What could not be read for once would be taken to be missing.
  const missed = all.filter((name) => first.netns[name] === undefined);
  const network = missed.length > 0 ? await observer.observe(missed, { ovs, fdb: true }) : first;
  const settings = await Promise.all(Object.keys(network.netns).map((netns) => readSettings(channel, network, netns)));
  return {
    ...network,
    netns: Object.fromEntries(
      Object.entries(network.netns).map(([name, state], index) => [name, { ...state, sysctls: { ...state.sysctls, ...settings[index] } }]),
    ),
  };
}

/** The settings of a namespace's devices; one whose name has a dot in it is passed over, since sysctl(8) would read that as a slash. */
async function readSettings(channel: Channel, network: Network, netns: string): Promise<Readonly<Record<string, string>>> {
  const devices = ['all', ...Object.keys(network.netns[netns]?.links ?? {}).filter((dev) => !dev.includes('.'))];
  const keys = devices.flatMap((dev) => DEVICE_SETTINGS.map((name) => `net.ipv4.conf.${dev}.${name}`));
  const [read] = await channel.run(renderShell({ template: 'observe-sysctls', data: { netns, keys } }), {
    keepGoing: true,
    devicesStay: true,
  });
  const lines = (read?.stdout ?? '').split('\n').filter((line) => line.includes(' = '));
  return Object.fromEntries(lines.map((line) => line.split(' = ') as [string, string]));
}
