import * as v from 'valibot';
import { HOST, ipv4, netnsName } from '../../model/names.ts';
import { linkWith, type Network } from '../../model/network.ts';
import { type Attachment, attachmentOf } from '../../model/switches.ts';
import { defineCheck, tool } from '../define.ts';
import { pluggedIn } from '../plugged-in.ts';
import { fails, holds, listMembers, type Member } from './verdicts.ts';

const KIND = {
  bridge: 'a Linux bridge through veth pairs',
  'ovs-veth': 'an OVS bridge through veth pairs',
  'ovs-internal': 'an OVS bridge through internal ports',
} as const;

/** Whether the switch passes frames of that port on; the reason where it does not. */
function whyNotForwarding(network: Network, { by, netns, name, port, link }: Attachment): string | undefined {
  if (!link.up) return `${link.name} is down`;
  if (by !== 'bridge') {
    const error = network.ovs?.bridges[name]?.ports[port]?.error;
    return error ? `ovs-vswitchd reports: ${error}` : undefined;
  }
  const state = network.netns[netns];
  if (!state?.links[name]?.up) return `the bridge ${name} is down`;
  if (state.links[name]?.stp) return `spanning tree is on at ${name}`;
  const portState = state.links[port]?.portState;
  return portState === 'forwarding' ? undefined : `the port ${port} is ${portState ?? 'in no state'}`;
}

/** The holders of the addresses are ports of one and the same switch, in the given way, and each port forwards. */
export const joined = defineCheck({
  kind: 'joined',
  params: v.strictObject({
    by: v.picklist(['bridge', 'ovs-veth', 'ovs-internal']),
    members: v.pipe(v.array(v.strictObject({ netns: netnsName, address: ipv4 })), v.minLength(2, 'joining takes at least two members')),
  }),
  about: {
    by: { en: 'how they are plugged in' },
    members: { en: 'the namespaces, each with the address that it holds' },
  },
  purpose: { en: 'The members are ports of one and the same switch, whatever it and its ports are called, and each port forwards.' },
  claim: ({ by, members }) => ({ en: `${KIND[by]} joins ${listMembers(members)}, every port forwarding` }),
  probe: () => [],
  judge({ by, members }, { network }) {
    const expected = `${members.length} members on ${KIND[by]}`;
    const found: Attachment[] = [];
    for (const member of members) {
      const attachment = attachmentOf(network, member.netns, member.address);
      if (!attachment) return fails({ expected, actual: whyLoose(network, member), reason: `${member.netns} is on no switch` });
      if (attachment.by !== by)
        return fails({ expected, actual: `${member.netns} is on ${KIND[attachment.by]}`, reason: 'another kind of wiring is asked for' });
      const fault = whyNotForwarding(network, attachment);
      if (fault) return fails({ expected, actual: fault, reason: `the switch passes nothing on for ${member.netns}` });
      found.push(attachment);
    }
    const switches = new Set(found.map(({ netns, name }) => `${name} on ${netns}`));
    const names = [...switches].join(' and ');
    if (switches.size > 1) return fails({ expected, actual: `they are on ${names}`, reason: 'all must be ports of one switch' });
    return holds(
      `${names}: ${found
        .slice(0, 4)
        .map(({ port }) => port)
        .join(', ')}${found.length > 4 ? ' …' : ''}`,
    );
  },
  printed({ by, members }, expected) {
    const plugged = pluggedIn(expected, members, by);
    if (typeof plugged === 'string') return { by: 'cannot_hold', words: [[plugged]] };
    const { netns, name, ports } = plugged;
    if (by === 'bridge') return { by: 'bridge_joins', words: [[netns, name], ...ports] };
    return { by: 'ovs_joins', words: [[by === 'ovs-veth' ? 'veth' : 'internal', name], ...ports] };
  },
  see: ({ by }) => (by === 'bridge' ? { template: 'see-bridge-ports', data: { netns: HOST } } : { template: 'see-ovs', data: {} }),
  shows: ({ by }) => ({
    en:
      by === 'bridge'
        ? 'One line for each port. `master` names the bridge, `state forwarding` says that frames pass.'
        : 'Below `Bridge` there is a `Port` for each member, and no line with `error`. The port that has the name of the bridge is its local port.',
  }),
  flags: [
    { flag: 'link show', means: { en: 'list the ports of Linux bridges' } },
    { flag: 'show', means: { en: 'print what is configured: bridges, their ports, and errors' } },
  ],
  needs: ({ by }) => [tool(by === 'bridge' ? 'bridge' : 'ovs-vsctl')],
  places: ({ members }) => members.map(({ netns }) => ({ netns })),
  concurrent: false,
  wait: 'until-holds',
  example: {
    by: 'bridge',
    members: [
      { netns: 'ns1', address: '10.0.0.2' },
      { netns: 'ns2', address: '10.0.0.3' },
    ],
  },
});

function whyLoose(network: Network, { netns, address }: Member): string {
  if (!network.netns[netns]) return `there is no namespace ${netns}`;
  const link = linkWith(network, netns, address);
  if (!link) return `no device of ${netns} holds ${address}`;
  return link.peer
    ? `the other end of ${link.name} is no port of any switch`
    : `${link.name} is of the kind ${link.kind} and leads to no switch`;
}
