import { HOST } from '../model/names.ts';
import type { Lang } from '../model/text.ts';

const place = (netns: string): string => (netns === HOST ? 'the host' : netns);

const EN = {
  step: 'Step',
  whatItBuilds: 'What is built',
  stateAtEnd: 'The network at the end',
  stateAfter: (step: string) => `The network after step ${step}`,
  newIsMarked: 'what this step brought is marked',
  contents: 'Contents',
  stepper: 'Watch it grow, step by step',
  end: 'end',
  known: 'And, with commands that you know by now',
  otherDialects: 'The same in other dialects:',
  beware: 'Beware',
  changes: 'What changes in the network',
  nothingChanges: 'Nothing in the set-up: this step only looks.',
  trafficOnly: 'Nothing in the set-up: this step makes traffic or listens to it.',
  look: 'What to look at, and what will be seen',
  shows: 'You will see:',
  pathShort: 'The way of a packet',
  path: (from: string, to: string) => `The way of a packet from ${place(from)} to ${to}`,
  errata: 'Mistakes in the sources, and what is right',
  sources: 'Where it comes from',
  /** A mistake, with the name of the source that makes it. */
  mistakeIn: (source: string, mistake: string) => `${source}: ${mistake}`,
  tryNext: 'Try next',
  breakIt: 'Break it on purpose',
  more: (count: number) => `… and ${count} more like ${count === 1 ? 'it' : 'these'}`,
  /** Where the words of the lesson end and one may go on. */
  runIt: (lesson: string) =>
    `Build it for real: \`netscenario run ${lesson} --step\` waits before each step, with a shell inside one key away.`,
  runStep: (lesson: string, step: string) =>
    `See it for real: \`netscenario run ${lesson} --until ${step} --keep\` builds it up to here and leaves a shell inside.`,
  namespace: {
    appears: (loUp: boolean) => `appears, a new namespace; its lo is ${loUp ? 'up' : 'down'}`,
    goes: 'goes, with all that is in it',
  },
  link: {
    appears: (name: string, what: string) => `${name} appears: ${what}`,
    goes: (name: string) => `${name} goes`,
    moves: (name: string, from: string) => `${name} moves in from ${place(from)}`,
    loopback: 'the loopback device',
    veth: (peer: string | undefined, netns: string | undefined, here: string) =>
      peer === undefined
        ? 'an end of a veth pair'
        : `an end of a veth pair; the other is ${peer}${netns === here || netns === undefined ? '' : ` on ${place(netns)}`}`,
    bridge: 'a Linux bridge without ports',
    'ovs-internal': 'an internal port of Open vSwitch',
    local: 'the local port of the OVS bridge, a device of its name',
    tap: 'a tap device',
    other: 'a device',
    state: (up: boolean) => (up ? 'up' : 'down'),
    turned: (from: boolean, to: boolean) => `${from ? 'up' : 'down'} → ${to ? 'up' : 'down'}`,
    gets: (address: string) => `gets ${address}`,
    loses: (address: string) => `loses ${address}`,
    joins: (bridge: string) => `becomes a port of ${bridge}`,
    leaves: (bridge: string) => `is no longer a port of ${bridge}`,
    stp: (on: boolean) => (on ? 'spanning tree off → on' : 'spanning tree on → off'),
  },
  route: (dst: string, via: string | undefined, dev: string, byKernel: boolean) =>
    `route \`${dst}${via === undefined ? '' : ` via ${via}`} dev ${dev}\`${byKernel ? ', which the kernel adds by itself' : ''}`,
  sysctl: (key: string, before: string, after: string) => `${key}: ${before} → ${after}`,
  unset: 'unset',
  nat: (source: string, except: string) =>
    `rule: what comes from ${source} and does not leave by ${except} gets the address of the device that it leaves by`,
  /** `text` says the rule in the words of `ruleText`. */
  rule: (chain: string, text: string) => `rule at the end of ${chain}: \`${text}\``,
  ruleFirst: (chain: string, text: string) => `rule before all others of ${chain}: \`${text}\``,
  ruleGone: (chain: string, text: string) => `the rule \`${text}\` of ${chain} goes`,
  chain: (name: string) => `chain ${name}, empty: nothing comes there until a rule jumps to it`,
  chainGone: (name: string) => `the chain ${name} goes`,
  policy: (chain: string, drops: boolean) =>
    `policy of ${chain}: ${drops ? 'ACCEPT → DROP, so what no rule accepts is dropped' : 'DROP → ACCEPT, so what no rule drops passes'}`,
  counter: (name: string) => `the nftables table ${name} begins to count who pings`,
  ovs: {
    runs: 'Open vSwitch runs, with an empty database',
    stops: 'Open vSwitch no longer runs',
    bridge: (name: string, inKernel: boolean) => `OVS bridge ${name}, which forwards in ${inKernel ? 'the kernel' : 'ovs-vswitchd'}`,
    port: (port: string, bridge: string, type: string) => `${port} becomes a port of ${bridge}, of the type ${type}`,
    noPort: (port: string, bridge: string) => `${port} is no longer a port of ${bridge}`,
  },
};

/** The fixed words of an explanation, in one language. */
export type Words = typeof EN;

export const WORDS: Readonly<Record<Lang, Words>> = { en: EN };
