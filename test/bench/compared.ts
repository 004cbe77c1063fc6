import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { mend } from '../../src/doctor/mend.ts';
import { findTool } from '../../src/exec/packages.ts';
import { ROOT } from '../../src/paths.ts';

/** Programs that are compared or compared with, and what Debian calls the package of each. */
const PACKAGES = {
  mnexec: 'mininet',
  'ansible-playbook': 'ansible-core',
  brctl: 'bridge-utils',
  'ovs-vswitchd': 'openvswitch-switch',
  ping: 'iputils-ping',
  iptables: 'iptables',
  tcpdump: 'tcpdump',
  busybox: 'busybox-static',
  conntrack: 'conntrack',
  crun: 'crun',
  docker: 'docker.io',
  dockerd: 'docker.io',
  ethtool: 'ethtool',
  iperf3: 'iperf3',
  nft: 'nftables',
  socat: 'socat',
  time: 'time',
} as const;

/** A program that a row needs and a machine may lack. */
export type Program = keyof typeof PACKAGES;

const PROGRAMS = Object.keys(PACKAGES) as Program[];

/** Packages that every machine with the lessons has, and that have a part in the results. */
const ALWAYS = ['iproute2', 'bash', 'util-linux', 'python3'];

/** Whether this is a program that a machine with netscenario may lack. */
export function isProgram(name: string): name is Program {
  return Object.hasOwn(PACKAGES, name);
}

export function missing(programs: readonly Program[]): readonly Program[] {
  return programs.filter((name) => !findTool(name));
}

/** Why a row cannot be measured here, and what to do about it. */
export function whyNot(lacking: readonly Program[]): string {
  const named = lacking.map((name) => (name === PACKAGES[name] ? name : `${name} (of ${PACKAGES[name]})`));
  return `${named.join(' and ')} not installed: npm run bench -- --install`;
}

/** Installs what is missing, starting no daemon; resolves to what is missing still. */
export async function install(say: (line: string) => void): Promise<readonly Program[]> {
  const tools = [...new Set(missing(PROGRAMS).map((name) => PACKAGES[name]))];
  if (tools.length === 0) return [];
  const typing = process.stdin.isTTY === true;
  await mend([{ what: '', fix: '', tools }], { asked: undefined, yes: true, typing, say, progress: say });
  return missing(PROGRAMS);
}

/** A package with its version, as Debian tells it. */
function packaged(name: string): string {
  try {
    const said = execFileSync('dpkg-query', ['-W', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return said.trim().replace('\t', ' ');
  } catch {
    return `${name} not of a Debian package`;
  }
}

/** What was measured, on what, a line each. */
export function versions(): readonly string[] {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return [
    `netscenario ${version}, Node ${process.version.slice(1)}, Linux ${release()}, ${cpus().length} CPUs (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    [...new Set([...ALWAYS, ...PROGRAMS.map((name) => PACKAGES[name])])].map(packaged).join(', '),
  ];
}
