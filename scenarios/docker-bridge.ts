import { action, check, defineScenario, formatPrefix, HOST, hostAt, overlaps, param, parsePrefix } from '../src/authoring.ts';

const BRIDGE = 'br0';

/** The outside, simulated: the host's own card and address, and the gateway behind it. */
const OUTSIDE = {
  netns: 'outside',
  uplink: 'ens33',
  dev: 'eth0',
  host: '192.168.80.128',
  gateway: '192.168.80.2',
  network: '192.168.80.0/24',
};
/** Two countings outside: before the source is rewritten, and after. */
const COUNTER = { before: 'untranslated', after: 'translated' };

/** Where the bridge's own address lies in the subnet; the namespaces have the first two. */
const GATEWAY_HOST = 3;

export default defineScenario({
  id: 'docker-bridge',
  title: { en: "Docker's bridge network, built by hand" },
  summary: { en: 'Two namespaces on a bridge reach the outside through the host: a default route, forwarding and masquerading.' },
  about: {
    en: 'Containers on the default network of Docker reach the world although the world has never heard of their addresses. Four things make it so: a bridge with an address of its own, a default route to it, a host that forwards, and one rule that rewrites the source. Here they are put together one by one, with a simulated outside that knows no way back to the containers and counts who it hears from.',
  },
  sources: ['S0', 'S1', 'S2'],
  tags: ['netns', 'veth', 'bridge', 'nat', 'docker'],
  params: {
    subnet: param.subnet({ initial: '1.1.1.0/24', hosts: 3, about: { en: 'the network behind the bridge' } }),
  },
  errata: [
    {
      id: 'gateway-without-address',
      source: 'S1',
      mistake: {
        en: 'It routes through 1.1.1.3 but never gives br0 that address, and adds a veth pair and a host route to make up for it.',
      },
      right: { en: 'With the address on br0 the connected route is there by itself; pair and route are not needed.' },
    },
    {
      id: 'public-addresses',
      source: 'S1',
      mistake: { en: 'It uses 1.1.1.0/24 as if it were private.' },
      right: {
        en: 'That is public address space: harmless in a sandbox, but on a real host it hides the real 1.1.1.1. Take a subnet of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 there.',
      },
    },
    {
      id: 'replies-by-dnat',
      source: 'S2',
      mistake: { en: 'It says that answers are brought back by DNAT rules.' },
      right: { en: 'No rule is involved: connection tracking remembers the translation and reverses it for every packet of the answer.' },
    },
  ],
  tryNext: [
    { en: 'Look at the rule with its counters: `iptables -t nat -L POSTROUTING -v -n`. It counts connections, not packets.' },
    {
      en: 'Ping the outside from both namespaces with the same identifier (`ping -e 7`) and see in `conntrack -L` which one is given another.',
    },
  ],
  breakIt: [
    { en: 'Delete the rule and ping: the request still arrives outside (its counter moves), the answer has no way back.' },
    { en: 'Set net.ipv4.ip_forward to 0 and watch the request die on the host.' },
  ],
  faults: ({ subnet: { prefix } }) =>
    overlaps(prefix, parsePrefix(OUTSIDE.network))
      ? [`subnet: ${formatPrefix(prefix)} overlaps ${OUTSIDE.network}, the network of the outside; try subnet=10.1.1.0/24`]
      : [],
  steps({ subnet: { prefix } }) {
    const members = [0, 1].map((index) => ({
      netns: `ns${index}`,
      dev: `veth0_ns${index}`,
      port: `veth_ns${index}`,
      address: hostAt(prefix, index + 1),
      id: 1001 + index,
    }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    const gateway = hostAt(prefix, GATEWAY_HOST);
    const [first] = members;
    return [
      {
        id: 'outside',
        title: { en: 'Simulate the outside' },
        why: {
          en: `The host has the card ${OUTSIDE.uplink} with ${OUTSIDE.host} and a gateway at ${OUTSIDE.gateway}, as in the tutorial. Behind the card is a namespace that plays the gateway. It has no route to the containers' network, and it counts who pings it.`,
        },
        actions: [
          action.netns({ name: OUTSIDE.netns }),
          action.veth({ name: OUTSIDE.uplink, peer: OUTSIDE.dev }),
          action.move({ dev: OUTSIDE.dev, to: OUTSIDE.netns }),
          action.address({ dev: OUTSIDE.uplink, address: `${OUTSIDE.host}/24` }),
          action.up({ dev: OUTSIDE.uplink }),
          action.address({ netns: OUTSIDE.netns, dev: OUTSIDE.dev, address: `${OUTSIDE.gateway}/24` }),
          action.up({ netns: OUTSIDE.netns, dev: OUTSIDE.dev }),
          action.route({ to: 'default', via: OUTSIDE.gateway }),
        ],
        checks: [check.reaches({ from: HOST, to: OUTSIDE.gateway }), check.routed({ netns: HOST, to: 'default', via: OUTSIDE.gateway })],
      },
      {
        id: 'namespaces',
        title: { en: 'Add two namespaces, as Docker does for two containers' },
        why: { en: 'To the network, a container is a namespace and nothing else.' },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'bridge',
        title: { en: 'Create the bridge and give it an address' },
        why: {
          en: `A bridge with an address is a switch with the host plugged in: the host becomes a member of ${formatPrefix(prefix)} as ${gateway}, and can be the gateway of the others. Docker calls this bridge docker0.`,
        },
        actions: [
          action.bridge({ name: BRIDGE }),
          action.address({ dev: BRIDGE, address: `${gateway}/${prefix.length}` }),
          action.up({ dev: BRIDGE }),
        ],
        checks: [],
      },
      {
        id: 'cables',
        title: { en: 'Plug the namespaces in' },
        why: { en: 'Inside a container the device is called eth0, and its peer on the host veth and some digits: the same pair as here.' },
        actions: members.flatMap(({ netns, dev, port, address }) => [
          action.veth({ name: dev, peer: port }),
          action.move({ dev, to: netns }),
          action.bridgePort({ dev: port, bridge: BRIDGE }),
          action.up({ dev: port }),
          action.address({ netns, dev, address: `${address}/${prefix.length}` }),
          action.up({ netns, dev }),
        ]),
        checks: [
          check.joined({ by: 'bridge', members: roles }),
          ...members.map(({ netns }) => check.reaches({ from: netns, to: gateway })),
        ],
      },
      {
        id: 'default-routes',
        title: { en: 'Give the namespaces a default route, and let the host forward' },
        why: {
          en: 'The namespaces send what they do not know to the bridge; the host passes it on only once ip_forward says so. Now the request arrives outside, but the outside has no route back: the answer is lost.',
        },
        look: { en: 'No answer yet, though every hop on the way there works: the way back is what is missing.' },
        actions: [
          ...members.map(({ netns }) => action.route({ netns, to: 'default', via: gateway })),
          action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER.before }),
        ],
        checks: [
          check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' }),
          ...(first
            ? [
                check.noReply({ from: first.netns, to: OUTSIDE.gateway, control: gateway }),
                check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER.before, only: first.address }),
              ]
            : []),
        ],
      },
      {
        id: 'masquerade',
        title: { en: 'Rewrite the source of what leaves' },
        why: {
          en: `With the host's own address ${OUTSIDE.host} as its source, the request can be answered. Connection tracking notes who really asked, and turns the answer back.`,
        },
        actions: [
          action.masquerade({ source: formatPrefix(prefix), exceptOut: BRIDGE }),
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER.after }),
        ],
        checks: [
          ...members.map(({ netns }) => check.reaches({ from: netns, to: OUTSIDE.gateway })),
          check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER.after, only: OUTSIDE.host }),
        ],
      },
      {
        id: 'conntrack',
        title: { en: 'Two pings at once, told apart' },
        why: {
          en: 'Both pings leave with the same source and the same destination, and ICMP has no ports. What tells their answers apart is the identifier in the ICMP header, which connection tracking stores with each entry.',
        },
        look: {
          en: '`conntrack -L -p icmp` has one line for each ping: first the direction in which it was sent, then the one in which its answer comes.',
        },
        actions: members.map(({ netns, id }) => action.ping({ from: netns, to: OUTSIDE.gateway, id })),
        checks: [
          check.tracked({
            to: OUTSIDE.gateway,
            answeredTo: OUTSIDE.host,
            flows: members.map(({ address, id }) => ({ source: address, id })),
          }),
        ],
      },
    ];
  },
});
