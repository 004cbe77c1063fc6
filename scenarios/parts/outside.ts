import { type ActionCall, action, formatPrefix, overlaps, type Prefix, parsePrefix, type Text } from '../../src/authoring.ts';

/** The outside, simulated: the host's own card and address, and the gateway behind it. */
export const OUTSIDE = {
  netns: 'outside',
  uplink: 'ens33',
  dev: 'eth0',
  host: '192.168.80.128',
  gateway: '192.168.80.2',
  network: '192.168.80.0/24',
};

/** How the card's other end gets outside: it is made there, or made on the host and moved. */
const CABLE = {
  'made there': [action.veth({ name: OUTSIDE.uplink, peer: OUTSIDE.dev, peerNetns: OUTSIDE.netns })],
  moved: [action.veth({ name: OUTSIDE.uplink, peer: OUTSIDE.dev }), action.move({ dev: OUTSIDE.dev, to: OUTSIDE.netns })],
};

/** Makes the outside; the host has no route there but that to the network of its card. */
export function simulateOutside(cable: keyof typeof CABLE = 'made there'): readonly ActionCall[] {
  return [
    action.netns({ name: OUTSIDE.netns }),
    ...CABLE[cable],
    action.address({ dev: OUTSIDE.uplink, address: `${OUTSIDE.host}/24` }),
    action.up({ dev: OUTSIDE.uplink }),
    action.address({ netns: OUTSIDE.netns, dev: OUTSIDE.dev, address: `${OUTSIDE.gateway}/24` }),
    action.up({ netns: OUTSIDE.netns, dev: OUTSIDE.dev }),
  ];
}

/** What is wrong with a subnet that meets the network outside; `instead` is one that does not. */
export function outsideFaults(prefix: Prefix, instead = '10.1.1.0/24'): readonly Text[] {
  if (!overlaps(prefix, parsePrefix(OUTSIDE.network))) return [];
  return [
    {
      en: `subnet: ${formatPrefix(prefix)} overlaps ${OUTSIDE.network}, the network of the outside; try subnet=${instead}`,
      zh: `subnet：${formatPrefix(prefix)} 与外部网络 ${OUTSIDE.network} 重叠；试试 subnet=${instead}`,
    },
  ];
}
