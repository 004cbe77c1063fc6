import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isPrivileged } from '../sandbox/sandbox.ts';
import { type Facts, type Need, tool } from '../vocabulary/define.ts';
import { findTool, installHint } from './packages.ts';

/** Something that this machine lacks, and what to do about it. */
export interface Lack {
  readonly what: string;
  readonly fix: string;
  /** The program that is missing, where it is one. */
  readonly tool?: string;
}

/** What every sandbox takes, whatever the lesson. */
export const SANDBOX_NEEDS: readonly Need[] = ['bash', 'unshare', 'setpriv', 'mount', 'ip', 'sysctl'].map(tool);

const ISOLATED = 'or run the same command with sudo: it is isolated in the same way';

function subordinateRange(file: string): boolean {
  if (!existsSync(file)) return false;
  const { username, uid } = userInfo();
  return readFileSync(file, 'utf8')
    .split('\n')
    .some((line) => [`${username}:`, `${uid}:`].some((start) => line.startsWith(start)));
}

function lackOfRange(): Lack | undefined {
  if (isPrivileged()) return undefined;
  const missing = ['newuidmap', 'newgidmap'].filter((name) => !findTool(name));
  if (missing.length > 0)
    return {
      what: `${missing.join(' and ')} to map a range of user ids`,
      fix: `${installHint(missing)}; ${ISOLATED}`,
      ...(missing[0] ? { tool: missing[0] } : {}),
    };
  if (subordinateRange('/etc/subuid') && subordinateRange('/etc/subgid')) return undefined;
  return {
    what: 'a range of subordinate ids for this user in /etc/subuid and /etc/subgid (capturing takes a second user id)',
    fix: `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${userInfo().username}; ${ISOLATED}`,
  };
}

function lackOfTun({ ovsDatapath }: Facts): Lack | undefined {
  if (ovsDatapath === 'system') return undefined;
  if (!existsSync('/dev/net/tun'))
    return { what: '/dev/net/tun, which the userspace datapath of Open vSwitch makes its devices with', fix: 'sudo modprobe tun' };
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
    return undefined;
  } catch {
    return {
      what: 'the right to open /dev/net/tun, which the userspace datapath of Open vSwitch makes its devices with',
      fix: `sudo chmod 0666 /dev/net/tun (the mode that udev gives it); ${ISOLATED}`,
    };
  }
}

function lackOf(need: Need, facts: Facts): Lack | undefined {
  switch (need.kind) {
    case 'tool':
      return findTool(need.name) ? undefined : { what: `the program ${need.name}`, fix: installHint([need.name]), tool: need.name };
    case 'uid-range':
      return lackOfRange();
    case 'tun':
      return lackOfTun(facts);
    case 'link':
      // Only the kernel can tell, by trying: the engine asks it when such a command fails.
      return undefined;
    default:
      return need satisfies never;
  }
}

/** All that this machine lacks for these needs; missing programs share one fix. */
export function lacksOf(needs: readonly Need[], facts: Facts): readonly Lack[] {
  return needs.map((need) => lackOf(need, facts)).filter((lack) => lack !== undefined);
}

/** What is missing and what to do, as two sentences. */
export function describeLacks(lacks: readonly Lack[]): { what: string; fix: string } {
  const tools = lacks.flatMap(({ tool: name }) => (name ? [name] : []));
  const others = lacks.filter(({ tool: name }) => !name);
  const parts = [
    ...(tools.length > 0 ? [`${tools.length === 1 ? 'the program' : 'the programs'} ${tools.join(', ')}`] : []),
    ...others.map(({ what }) => what),
  ];
  const fixes = [...(tools.length > 0 ? [installHint(tools)] : []), ...others.map(({ fix }) => fix)];
  return { what: parts.join('; '), fix: fixes.join('; ') };
}
