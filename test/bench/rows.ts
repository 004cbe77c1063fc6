import { dirname, join } from 'node:path';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import type { Program } from './compared.ts';
import { type Argv, ownCpu, peakMemory, type Sample, wallTime } from './measure.ts';
import { sandboxed } from './theirs.ts';

/** One line of the table: what of ours is compared with what, and the largest ratio that is good enough. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly against: string;
  readonly limit: number;
  readonly unit: 'ms' | 'MB';
  readonly ours: Sample;
  readonly theirs: Sample;
  /** What is compared, and may not be installed. */
  readonly needs: readonly Program[];
  /** Measured by `--quick` too, with so many runs of each side. */
  readonly quickTimes?: number;
}

const NODE = [process.execPath, '-e', '0'];

/** Its files go to the sandbox's /tmp, not to the user's home. */
const ANSIBLE_ENV = ['HOME=/tmp', 'ANSIBLE_REMOTE_TEMP=/tmp', 'ANSIBLE_LOCALHOST_WARNING=0'];

/** What a lesson takes, its script included, that is not on every machine with iproute2. */
export const LESSON_NEEDS: Readonly<Record<string, readonly Program[]>> = {
  'bridge-2ns': ['ping'],
  'bridge-3ns': ['brctl', 'ping'],
  'bridge-add-ns': ['brctl', 'ping'],
  'bridge-gateway': ['brctl', 'nft', 'ping'],
  'bridge-uplink': ['ping'],
  'docker-bridge': ['conntrack', 'iptables', 'nft', 'ping'],
  'docker-isolation': ['brctl', 'iptables', 'nft', 'ping'],
  'docker-publish': ['brctl', 'conntrack', 'iptables', 'nft', 'ping', 'socat', 'tcpdump'],
  'docker-real': ['busybox', 'crun', 'docker', 'dockerd', 'iptables', 'nft', 'ping', 'socat'],
  'netns-basics': ['iptables', 'nft', 'ping', 'socat'],
  'ovs-compare': ['ovs-vswitchd', 'ping', 'tcpdump'],
  'ovs-internal': ['ovs-vswitchd', 'ping'],
  'ovs-veth': ['ovs-vswitchd', 'ping'],
  'switching-performance': ['brctl', 'ethtool', 'iperf3', 'ovs-vswitchd', 'ping'],
  'tap-netns': ['brctl', 'ping', 'socat'],
  'veth-direct': ['ping'],
  'veth-same-host': ['ping', 'tcpdump'],
};

/** What is set on both sides, where the default would take minutes: what is measured is the lesson, not the wirings. */
const SHORTER: Readonly<Record<string, { readonly set: string; readonly args: readonly string[] }>> = {
  'switching-performance': { set: 'rounds=1', args: ['1'] },
};

/** The smallest network of which a namespace's own part is told: what a run costs whatever its size. */
const SMALL = 3;

/** Every comparison, for the program that is started by this file. */
export function rowsFor(program: string): readonly Row[] {
  const ours = (...words: readonly string[]): Argv => [program, ...words];
  const bridge = (...flags: readonly string[]): Argv => ours('run', 'bridge-3ns', ...flags);
  const namespaces = (count: number): readonly string[] => ['--set', `namespaces=${count}`];

  const lesson = (id: string, limit: number): Row => {
    const needs = LESSON_NEEDS[id] ?? [];
    const shorter = SHORTER[id];
    const flags = shorter ? ['--set', shorter.set] : [];
    const theirs = { words: ['bash'], file: `${id}.sh`, args: shorter?.args ?? [], captures: needs.includes('tcpdump') };
    return {
      id,
      what: ['run', id, ...flags].join(' '),
      against: "the tutorial's own commands as a script",
      limit,
      unit: 'ms',
      ours: wallTime(ours('run', id, ...flags)),
      theirs: wallTime(sandboxed(theirs)),
      needs,
    };
  };
  const many = (count: number): Row => ({
    id: `bridge-${count}`,
    what: `run bridge-3ns --set namespaces=${count}`,
    against: 'one ip process per command, build only',
    limit: 0.3,
    unit: 'ms',
    ours: wallTime(bridge(...namespaces(count))),
    theirs: wallTime(sandboxed({ words: ['bash'], file: 'bridge-many.sh', args: [String(count)] })),
    needs: [],
  });
  const ownPart = (count: number): Sample => {
    const cpuOf = (size: number): Sample => ownCpu([join(dirname(program), 'cli.js'), 'run', 'bridge-3ns', ...namespaces(size)]);
    const [large, small] = [cpuOf(count), cpuOf(SMALL)];
    return async (run) => ((await large(run)) - (await small(run))) / (count - SMALL);
  };
  const start = (id: string, what: string, sample: Sample, limit: number): Row => ({
    id,
    what,
    against: 'node -e 0',
    limit,
    unit: 'ms',
    ours: sample,
    theirs: wallTime(NODE),
    needs: [],
  });

  return [
    { ...lesson('bridge-3ns', 0.6), quickTimes: 10 },
    {
      id: 'mininet',
      what: 'run bridge-3ns',
      against: 'Mininet: SingleSwitchTopo(3), Linux bridge, start, pingall, stop',
      limit: 0.5,
      unit: 'ms',
      ours: wallTime(bridge()),
      theirs: wallTime(sandboxed({ words: ['/usr/bin/python3'], file: 'mininet-bridge-3ns.py' })),
      needs: ['mnexec', 'brctl'],
    },
    {
      id: 'ansible',
      what: 'run bridge-3ns',
      against: 'ansible-core, the same commands as tasks',
      limit: 0.05,
      unit: 'ms',
      ours: wallTime(bridge()),
      theirs: wallTime(sandboxed({ words: ['env', ...ANSIBLE_ENV, 'ansible-playbook'], file: 'ansible-bridge-3ns.yml' })),
      needs: ['ansible-playbook', 'brctl', 'ping'],
    },
    { ...many(200), quickTimes: 1 },
    many(500),
    {
      id: 'own-part',
      what: 'own part per namespace, of 500',
      against: 'own part per namespace, of 50',
      limit: 1.3,
      unit: 'ms',
      ours: ownPart(500),
      theirs: ownPart(50),
      needs: [],
    },
    {
      ...lesson('ovs-internal', 0.9),
      against: 'a script: the same private daemons, ports and pings',
    },
    ...LESSON_IDS.filter((id) => !['bridge-3ns', 'ovs-internal'].includes(id)).map((id) => lesson(id, 1)),
    { ...start('help', '--help', wallTime(ours('--help')), 1.8), quickTimes: 10 },
    { ...start('list', 'list', wallTime(ours('list')), 1.8), quickTimes: 10 },
    { ...start('mistyped', 'a mistyped verb', wallTime(ours('rnu'), 2), 1.8), quickTimes: 10 },
    start('explain', 'explain bridge-3ns', wallTime(ours('explain', 'bridge-3ns')), 2.5),
    start('render', 'render bridge-3ns', wallTime(ours('render', 'bridge-3ns')), 2.5),
    {
      ...start('memory', 'peak memory of run bridge-3ns', peakMemory(bridge()), 2.5),
      unit: 'MB',
      theirs: peakMemory(NODE),
      needs: ['time'],
    },
  ];
}
