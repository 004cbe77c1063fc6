import { action, check, defineScenario, HOST, hostAt, param } from '../src/authoring.ts';

const ALL_RP_FILTER = 'net.ipv4.conf.all.rp_filter';
const rpFilter = (dev: string) => `net.ipv4.conf.${dev}.rp_filter`;
const acceptLocal = (dev: string) => `net.ipv4.conf.${dev}.accept_local`;

export default defineScenario({
  id: 'veth-same-host',
  title: { en: 'A veth pair with both ends on one host' },
  summary: { en: 'A ping between two ends in the same namespace fails until the kernel accepts its own addresses from a wire.' },
  about: {
    en: 'Put both ends of a cable into one machine, give each an address, ping through it, and nothing comes back. No setting is wrong and no firewall is in the way: the kernel distrusts a packet that comes in from a wire and claims to be from itself. This lesson shows which two settings decide it, and that the answer takes another way than the question.',
  },
  sources: ['S3'],
  tags: ['veth', 'sysctl', 'capture', 'arp'],
  params: {
    subnet: param.subnet({ initial: '10.1.1.0/24', hosts: 3, about: { en: 'the network that both ends are in' } }),
  },
  errata: [
    {
      id: 'blames-arp',
      source: 'S3',
      mistake: { en: 'It blames ARP defaults of one distribution.' },
      right: {
        en: "The kernel's source validation is the cause everywhere: accept_local and rp_filter. Distributions only differ in the rp_filter that they start with.",
      },
    },
    {
      id: 'wrong-banner',
      source: 'S3',
      mistake: { en: 'A capture is shown under `tcpdump -i veth1` with the banner of veth0.' },
      right: {
        en: 'The banner names the device that is listened on; the frames are the same on both ends, since one end sends what the other receives.',
      },
    },
    {
      id: 'table-0',
      source: 'S3',
      mistake: { en: 'It reads the route of the answer from `ip route show table 0`.' },
      right: { en: 'Table 0 lists all tables at once. The one that decides is `ip route show table local`, which the kernel asks first.' },
    },
  ],
  tryNext: [
    { en: 'Set rp_filter of veth1 to 2 ("loose") instead of 0: the ping still works. Find out why in ip-sysctl.rst.' },
    { en: 'Move veth1 into a namespace and put everything back: the lesson veth-direct needs none of this.' },
  ],
  breakIt: [
    { en: 'Set lo down and ping again: the requests still cross the pair, and no answer comes.' },
    { en: 'Leave out `-I veth0`: the ping works from the start, and no frame crosses the pair. Why?' },
  ],
  steps({ subnet: { prefix } }) {
    const near = { dev: 'veth0', address: hostAt(prefix, 2) };
    const far = { dev: 'veth1', address: hostAt(prefix, 3) };
    const ends = [near, far];
    const between: [string, string] = [near.address, far.address];
    const silent = check.noReply({ from: HOST, to: far.address, dev: near.dev, control: far.address });
    const works = [
      check.reaches({ from: HOST, to: far.address, dev: near.dev }),
      check.reaches({ from: HOST, to: near.address, dev: far.dev }),
    ];
    return [
      {
        id: 'strict',
        title: { en: 'Start from a host that filters strictly' },
        why: {
          en: 'Distributions start with different rp_filter values, so the lesson sets its own: 1, strict, for the host and for every device to come.',
        },
        actions: [
          action.sysctl({ key: ALL_RP_FILTER, value: '1', was: '0' }),
          action.sysctl({ key: rpFilter('default'), value: '1', was: '0' }),
        ],
        checks: [check.sysctlIs({ key: ALL_RP_FILTER, value: '1' })],
      },
      {
        id: 'pair',
        title: { en: 'Create the pair, both ends here' },
        why: { en: 'Both ends stay in one namespace. The host now has two devices in one network, which is what makes the case odd.' },
        actions: [
          action.veth({ name: near.dev, peer: far.dev }),
          ...ends.map(({ dev, address }) => action.address({ dev, address: `${address}/${prefix.length}`, sharesSubnet: true })),
          ...ends.map(({ dev }) => action.up({ dev })),
        ],
        checks: [check.paired({ a: { netns: HOST, address: near.address }, b: { netns: HOST, address: far.address } })],
      },
      {
        id: 'silence',
        title: { en: 'Ping through the pair: nothing comes back' },
        why: {
          en: `\`-I ${near.dev}\` makes ping send through the wire instead of handing the packet over inside the kernel. The ARP request arrives at ${far.dev}, but it says that it is from ${near.address}, an address of this very host, so the kernel does not believe it.`,
        },
        look: { en: 'The capture has ARP requests and not one reply. Without `-I`, the same address answers at once: it is alive.' },
        actions: [action.capture({ name: 'before', dev: far.dev })],
        checks: [
          silent,
          check.captured({ capture: 'before', on: far.dev, between, sees: ['arp-request'], lacks: ['arp-reply', 'echo-request'] }),
        ],
      },
      {
        id: 'accept-local',
        title: { en: 'accept_local alone is not enough' },
        why: {
          en: 'accept_local lets packets in whose source is an address of this very host. Strict rp_filter still refuses them: the way back to that source is not the device that they came in by.',
        },
        actions: ends.map(({ dev }) => action.sysctl({ key: acceptLocal(dev), value: '1', was: '0' })),
        checks: [silent],
      },
      {
        id: 'rp-filter-all',
        title: { en: 'rp_filter off for "all" is not enough either' },
        why: {
          en: 'For rp_filter the larger of `all` and the device counts. The devices were born with 1, the default set at the beginning.',
        },
        actions: [action.sysctl({ key: ALL_RP_FILTER, value: '0', was: '1' })],
        checks: [check.sysctlIs({ key: rpFilter(far.dev), value: '1' }), silent],
      },
      {
        id: 'works',
        title: { en: 'With rp_filter off on the devices too, it works' },
        why: { en: 'Now neither of the two objects, and each end answers the other. What crosses the wire, and where?' },
        look: { en: `The requests cross ${near.dev} and ${far.dev}; the replies are on lo and nowhere else.` },
        actions: [
          // Captures first: the kernel may still be repeating an ARP request of the step before, which is answered at once.
          ...[...ends.map(({ dev }) => dev), 'lo'].map((dev) => action.capture({ name: `after-${dev}`, dev })),
          ...ends.map(({ dev }) => action.sysctl({ key: rpFilter(dev), value: '0', was: '1' })),
        ],
        checks: [
          ...works,
          ...ends.map(({ dev }) =>
            check.captured({ capture: `after-${dev}`, on: dev, between, sees: ['arp-request', 'echo-request'], lacks: ['echo-reply'] }),
          ),
          check.captured({ capture: 'after-lo', on: 'lo', between, sees: ['echo-reply'], lacks: ['echo-request'] }),
        ],
      },
      {
        id: 'why-lo',
        title: { en: 'Why the replies travel on lo' },
        why: {
          en: 'A reply is an ordinary packet, to an address of this very host. The kernel asks the table `local` before any other; it delivers what is for the host to the host, and what goes to oneself goes by lo.',
        },
        actions: [action.show({ what: 'local-routes' })],
        checks: ends.map(({ address }) => check.deliveredLocally({ netns: HOST, address })),
      },
      {
        id: 'max-rule',
        title: { en: 'rp_filter on for "all" overrules the devices' },
        why: { en: 'The other half of the rule: with 0 on the devices and 1 for all, 1 counts.' },
        actions: [action.sysctl({ key: ALL_RP_FILTER, value: '1', was: '0' })],
        checks: [silent],
      },
      {
        id: 'rp-filter-alone',
        title: { en: 'rp_filter off alone is not enough' },
        why: { en: 'With rp_filter off everywhere, accept_local decides alone: off at the receiving end, the silence is back.' },
        actions: [
          action.sysctl({ key: ALL_RP_FILTER, value: '0', was: '1' }),
          action.sysctl({ key: acceptLocal(far.dev), value: '0', was: '1' }),
        ],
        checks: [silent],
      },
      {
        id: 'works-again',
        title: { en: 'Both together, and it works again' },
        why: { en: 'So the two settings are the whole cause: take either away and it fails, give both and it works.' },
        actions: [action.sysctl({ key: acceptLocal(far.dev), value: '1', was: '0' })],
        checks: works,
      },
    ];
  },
});
