import type { Hop, Packet } from '../model/hop.ts';
import type { Loss } from '../model/loss.ts';
import type { Network } from '../model/network.ts';
import type { Way } from '../model/path.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';

type Switch = Extract<Hop, { kind: 'switch' }>;
type Direction = 'there' | 'back';

/** What `ofproto/trace` (ovs-vswitchd(8)) says becomes of a flow: the last thing that it meets, and where it leaves. */
export function readTrace(text: string): { readonly out: readonly string[]; readonly meets: string } {
  const actions = /^Datapath actions: (.*)$/m.exec(text)?.[1] ?? '';
  const out = actions.split(/,(?![^(]*\))/).map((action) => action.trim());
  const met = [...text.matchAll(/^\s*\d+\. (.+)\n\s+(.+)$/gm)].map(([, rule = '', does = '']) => `${rule} ${does}`);
  return { out, meets: met.at(-1) ?? (/No match|no match/.exec(text) ? 'no match' : (text.trim().split('\n').at(-1) ?? '')) };
}

interface Frame {
  readonly hop: Switch;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly packet: string;
  /** It asks or answers by ARP. */
  readonly isArp: boolean;
}

/** What is sent through a switch: the ARP request to all, then the packet itself. */
function framesOf(network: Network, hops: readonly Hop[], hop: Switch, { port }: Packet, direction: Direction): readonly Frame[] {
  const before = hops.slice(0, hops.indexOf(hop));
  const route = before.findLast((one) => one.kind === 'route');
  const arp = before.findLast((one) => one.kind === 'arp');
  if (!route) return [];
  const from = network.netns[route.netns]?.links[route.route.dev]?.mac;
  const to = arp && network.netns[arp.answers.netns]?.links[arp.answers.dev]?.mac;
  const addresses = `nw_src=${route.source},nw_dst=${route.to},nw_ttl=64`;
  const ports = direction === 'there' ? `tp_dst=${port ?? 0}` : `tp_src=${port ?? 0}`;
  const type = direction === 'there' ? 8 : 0;
  const packet = port === undefined ? `icmp,${addresses},icmp_type=${type},icmp_code=0` : `tcp,${addresses},${ports}`;
  const asks = `arp,arp_op=${direction === 'there' ? 1 : 2},arp_spa=${route.source},arp_tpa=${arp?.asks ?? route.to}`;
  const all = direction === 'there' ? 'ff:ff:ff:ff:ff:ff' : to;
  return [
    { hop, from, to: all, packet: asks, isArp: true },
    { hop, from, to, packet, isArp: false },
  ];
}

/** Asks an OVS bridge what it does with a frame; the loss where it does not pass it on. */
async function flowLoss(channel: Channel, { hop, from, to, packet }: Frame): Promise<Loss | undefined> {
  if (from === undefined || to === undefined) return undefined;
  const port = hop.in === hop.name ? 'LOCAL' : hop.in;
  const flow = `in_port=${port},dl_src=${from},dl_dst=${to},${packet}`;
  const [traced] = await channel.run(renderShell({ template: 'diagnose/ovs-trace', data: { bridge: hop.name, flow } }), {
    devicesStay: true,
  });
  if (traced?.exitCode !== 0) return undefined;
  const { out, meets } = readTrace(traced.stdout);
  return out.includes(hop.out)
    ? undefined
    : { cause: 'ovs-flow', netns: hop.netns, bridge: hop.name, dev: hop.out, frame: flow, flow: meets };
}

async function firstLoss(channel: Channel, network: Network, packet: Packet, hops: readonly Hop[], direction: Direction) {
  for (const [index, hop] of hops.entries()) {
    if (hop.kind !== 'switch' || hop.sort !== 'ovs') continue;
    for (const frame of framesOf(network, hops, hop, packet, direction)) {
      const loss = await flowLoss(channel, frame);
      if (!loss) continue;
      const passed = hops.slice(0, index);
      const asked = frame.isArp ? passed.findLastIndex((one) => one.kind === 'arp') : -1;
      return { hops: passed.filter((_, at) => at !== asked), loss };
    }
  }
  return undefined;
}

/** The way as the flows of the OVS bridges on it let it go: only they know, so each of them is asked. */
export async function throughFlows(channel: Channel, network: Network, packet: Packet, way: Way): Promise<Way> {
  const there = await firstLoss(channel, network, packet, way.there, 'there');
  if (there) return { ...way, there: there.hops, back: [], lost: { kind: 'lost', direction: 'there', loss: there.loss } };
  const back = await firstLoss(channel, network, packet, way.back, 'back');
  return back ? { ...way, back: back.hops, lost: { kind: 'lost', direction: 'back', loss: back.loss } } : way;
}
