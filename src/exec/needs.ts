import { type Facts, type Need, tool } from '../vocabulary/define.ts';
import { rangeCommand } from './id-range.ts';
import { findNftIptables, findTool, folderOffPath, installHint } from './packages.ts';
import { isPrivileged } from './privilege.ts';
import { asRoot } from './root.ts';
import { isStatic } from './static.ts';
import { TUN_REPAIR, tunState } from './tun.ts';

/** Something that this machine lacks, and what to do about it. */
export interface Lack {
  readonly what: string;
  readonly fix: string;
  /** The program that is missing, where it is just that. */
  readonly program?: string;
  /** Programs to install against it. */
  readonly tools?: readonly string[];
  /** What root then runs against it. */
  readonly commands?: readonly (readonly string[])[];
}

/** What every sandbox takes, whatever the lesson. */
export const SANDBOX_NEEDS: readonly Need[] = ['bash', 'unshare', 'setpriv', 'nsenter', 'mount', 'ip'].map(tool);

const ISOLATED = 'or run the same command with sudo: it is isolated in the same way';

/** For whom a machine is judged: who asks, or everyone, as the tests need it. */
export type Whom = 'self' | 'everyone';

function lackOfTool(name: string): Lack | undefined {
  if (!findTool(name))
    return { what: `the program ${name}`, fix: installHint([name]), program: name, tools: folderOffPath([name]) ? [] : [name] };
  if (name === 'busybox' && !isStatic(findTool(name)))
    return {
      what: 'a statically linked busybox (the one here takes libraries, which an image of it alone would lack)',
      fix: installHint(['busybox']),
      tools: ['busybox'],
    };
  if (name !== 'iptables' || findNftIptables()) return undefined;
  return {
    what: 'the nft variant of iptables (the one here writes rules where nft does not show them)',
    fix: `${installHint(['iptables'])}; it brings iptables-nft`,
    tools: ['iptables'],
  };
}

function lackOfRoot(whom: Whom): Lack | undefined {
  // Whoever asks for everyone asks for root too.
  if (isPrivileged() || whom === 'everyone') return undefined;
  return {
    what: "the rights of root (a Docker daemon mounts over the sandbox's files and starts programs as root)",
    fix: 'run the same command with sudo: it is isolated in the same way, and leaves nothing behind',
  };
}

function lackOfRange(): Lack | undefined {
  if (isPrivileged()) return undefined;
  const missing = ['newuidmap', 'newgidmap'].filter((name) => !findTool(name));
  if (missing.length > 0)
    return { what: `${missing.join(' and ')} to map a range of user ids`, fix: `${installHint(missing)}; ${ISOLATED}`, tools: missing };
  const command = rangeCommand();
  return command
    ? repairable('a range of subordinate ids for this user in /etc/subuid and /etc/subgid (capturing takes a second user id)', {
        commands: [command],
        remark: `; ${ISOLATED}`,
      })
    : undefined;
}

/** What commands of root mend; the programs in them are installed first where they are missing. */
function repairable(what: string, { commands, remark }: { commands: readonly (readonly string[])[]; remark: string }): Lack {
  const programs = commands.flatMap(([program]) => (program ? [program] : []));
  return {
    what,
    fix: `${commands.map((command) => asRoot(command.join(' '))).join(' && ')}${remark}`,
    tools: programs.filter((name) => !findTool(name)),
    commands,
  };
}

/** `user` says who opens it, and what for. */
function lackOfTun(user: string, whom: Whom): Lack | undefined {
  const state = tunState(whom === 'everyone');
  if (state === 'fine') return undefined;
  const what = state === 'closed' ? 'the right to open /dev/net/tun' : '/dev/net/tun';
  return repairable(`${what}, ${user}`, {
    commands: TUN_REPAIR[state],
    remark: state === 'closed' ? ` (the mode that udev gives it); ${ISOLATED}` : '',
  });
}

function lackOf(need: Need, facts: Facts, whom: Whom): Lack | undefined {
  switch (need.kind) {
    case 'tool':
      return lackOfTool(need.name);
    case 'uid-range':
      return lackOfRange();
    case 'ovs-datapath':
      return facts.ovsDatapath === 'system'
        ? undefined
        : lackOfTun('which the userspace datapath of Open vSwitch makes its devices with', whom);
    case 'tun':
      return lackOfTun('which tap devices are made and held with', whom);
    case 'own-files':
      return lackOfRoot(whom);
    case 'link':
    case 'netfilter':
      // Only the kernel can tell, by trying (src/run/kernel-features.ts): it is asked when a run does not hold.
      return undefined;
    default:
      return need satisfies never;
  }
}

/** All that this machine lacks for these needs, as far as it can be told without a sandbox. */
export function lacksOf(needs: readonly Need[], facts: Facts, whom: Whom = 'self'): readonly Lack[] {
  const lacks = needs.map((need) => lackOf(need, facts, whom)).filter((lack) => lack !== undefined);
  return [...new Map(lacks.map((lack) => [lack.what, lack])).values()];
}

/** What is missing and what to do, as two sentences; missing programs share one fix. */
export function describeLacks(lacks: readonly Lack[]): { what: string; fix: string } {
  const programs = lacks.flatMap(({ program }) => (program ? [program] : []));
  const others = lacks.filter(({ program }) => !program);
  const parts = [
    ...(programs.length > 0 ? [`${programs.length === 1 ? 'the program' : 'the programs'} ${programs.join(', ')}`] : []),
    ...others.map(({ what }) => what),
  ];
  const fixes = [...(programs.length > 0 ? [installHint(programs)] : []), ...others.map(({ fix }) => fix)];
  return { what: parts.join('; '), fix: fixes.join('; ') };
}
