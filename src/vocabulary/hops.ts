import { HOST } from '../model/names.ts';
import type { Hop, Loss } from '../model/path.ts';
import type { Text } from '../model/text.ts';
import type { End } from '../model/wire.ts';

const place = (netns: string): string => (netns === HOST ? 'the host' : netns);
const inPlace = (netns: string): string => (netns === HOST ? 'on the host' : `in ${netns}`);
const at = ({ netns, dev }: End): string => `${dev} ${inPlace(netns)}`;

function sayRoute({ netns, to, route, source, bound }: Extract<Hop, { kind: 'route' }>): string {
  const way = route.via ? `\`${route.dst} via ${route.via} dev ${route.dev}\`` : `\`${route.dst} dev ${route.dev}\``;
  if (bound)
    return `The sender ${inPlace(netns)} is bound to ${route.dev} (\`-I\`), so the packet for ${to} leaves by that device, whatever the tables say. Its source is ${source}.`;
  const meaning = route.via
    ? `no other route leads to ${to}, so it goes to the gateway ${route.via}`
    : `${to} is on the wire behind ${route.dev}, and no gateway is needed`;
  return `The routing table ${inPlace(netns)} decides, here by ${way}: ${meaning}. The packet's source is ${source}.`;
}

function saySwitch({ sort, netns, name, in: from, out }: Extract<Hop, { kind: 'switch' }>): string {
  const what = sort === 'ovs' ? `the OVS bridge ${name}` : `the bridge ${name}`;
  const where = sort === 'ovs' ? '' : ` ${inPlace(netns)}`;
  if (out === name)
    return `There, ${from} is a port of ${what}${where}. The destination MAC address is that of ${name} itself, so the switch hands the frame up to ${place(netns)}.`;
  const entry =
    from === name ? `The frame enters ${what}${where} from the host itself.` : `The frame enters ${what}${where} by the port ${from}.`;
  return `${entry} The ARP request was flooded to every other port; by now the switch has learnt which MAC address is behind which port, and this frame leaves by ${out} alone.`;
}

function sayBack({ devices, restored }: Extract<Hop, { kind: 'back' }>): string {
  const way = devices.map(({ netns, dev }, index) => (netns === devices[index - 1]?.netns ? dev : `${dev} ${inPlace(netns)}`)).join(', ');
  if (devices.every(({ dev }) => dev === 'lo'))
    return 'The answer takes another way. It goes from the namespace to itself, so the table `local`, which is asked first, keeps it there: it travels on lo, and on no wire at all.';
  const turned = restored
    ? ` Connection tracking ${inPlace(restored.netns)} knows the answer and puts ${restored.becomes} back where it says ${restored.to}.`
    : '';
  return `The answer comes back by ${way}.${turned}`;
}

/** Why a packet gets no further, as the end of a sentence. */
function sayLoss(loss: Loss): string {
  switch (loss.cause) {
    case 'no-netns':
      return `there is no namespace ${loss.netns}`;
    case 'no-device':
      return `${place(loss.netns)} has no device ${loss.dev}`;
    case 'no-route':
      return `${place(loss.netns)} has no route to ${loss.to}`;
    case 'down':
      return `${at(loss)} is down`;
    case 'no-answer':
      return `nobody on the wire behind ${at(loss)} holds ${loss.asks}, so ARP gets no answer`;
    case 'no-forwarding':
      return `${place(loss.netns)} does not forward: net.ipv4.ip_forward is 0 there`;
    case 'own-source':
      return `${at(loss)} receives a packet from a wire that claims to come from ${loss.source}, an address of ${place(loss.netns)} itself, and accept_local is 0`;
    case 'reverse-path':
      return `${at(loss)} receives a packet from ${loss.source}, to which the way back is another device, and rp_filter is strict`;
    case 'loop':
      return `it goes in circles at ${place(loss.netns)}`;
    default:
      return loss satisfies never;
  }
}

function say(hop: Hop): string {
  switch (hop.kind) {
    case 'route':
      return sayRoute(hop);
    case 'local':
      return `${hop.to} is an address of ${place(hop.netns)} itself: the table \`local\` keeps the packet there, on lo, and no wire is involved.`;
    case 'arp':
      return `A frame needs a MAC address to go to. Unless the neighbour table ${inPlace(hop.netns)} holds that of ${hop.asks}, ARP asks for it through ${hop.dev}, "who has ${hop.asks}?", and ${hop.answers.dev} ${inPlace(hop.answers.netns)} answers.`;
    case 'cable':
      return `The frame goes into ${at(hop.from)} and comes out of the other end of the cable, ${at(hop.to)}.`;
    case 'switch':
      return saySwitch(hop);
    case 'forward':
      return `${hop.to} is no address of ${place(hop.netns)}, and net.ipv4.ip_forward is 1 there: the packet is forwarded. From now on it is routed as if it came from here, but keeps its source.`;
    case 'rewrite':
      return `On the way out by ${hop.dev}, the MASQUERADE rule rewrites the source: ${hop.source} becomes ${hop.becomes}. Connection tracking remembers it.`;
    case 'restore':
      return `Connection tracking ${inPlace(hop.netns)} puts ${hop.becomes} back where the answer says ${hop.to}.`;
    case 'arrive':
      return `The packet has arrived: it comes in by ${hop.dev} ${inPlace(hop.netns)}, and ${hop.to} is an address of ${place(hop.netns)}. Its sender, as seen from there, is ${hop.source}.`;
    case 'back':
      return sayBack(hop);
    case 'lost':
      return `Here the ${hop.direction === 'there' ? 'packet' : 'answer'} is lost: ${sayLoss(hop.loss)}.`;
    default:
      return hop satisfies never;
  }
}

/** A hop in a sentence or two for a learner. */
export function sayHop(hop: Hop): Text {
  const text = say(hop);
  return { en: text.charAt(0).toUpperCase() + text.slice(1) };
}
