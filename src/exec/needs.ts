import { inRow, say, type Words } from '../model/say.ts';
import { type Facts, type Need, tool } from '../vocabulary/needs.ts';
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

const isolated = (): string =>
  say({ en: '; or run the same command with sudo: it is isolated in the same way', zh: '；或用 sudo 运行同一条命令：隔离方式相同' });

/** For whom a machine is judged: who asks, or everyone, as the tests need it. */
export type Whom = 'self' | 'everyone';

function lackOfTool(name: string): Lack | undefined {
  if (!findTool(name))
    return {
      what: say({ en: `the program ${name}`, zh: `程序 ${name}` }),
      fix: installHint([name]),
      program: name,
      tools: folderOffPath([name]) ? [] : [name],
    };
  if (name === 'busybox' && !isStatic(findTool(name)))
    return {
      what: say({
        en: 'a statically linked busybox (the one here takes libraries, which an image of it alone would lack)',
        zh: '静态链接的 busybox（这里的版本要用动态库，只含它自己的镜像里没有）',
      }),
      fix: installHint(['busybox']),
      tools: ['busybox'],
    };
  if (name !== 'iptables' || findNftIptables()) return undefined;
  return {
    what: say({
      en: 'the nft variant of iptables (the one here writes rules where nft does not show them)',
      zh: 'nft 版本的 iptables（这里的版本写的规则 nft 看不到）',
    }),
    fix: say({ en: `${installHint(['iptables'])}; it brings iptables-nft`, zh: `${installHint(['iptables'])}；它带有 iptables-nft` }),
    tools: ['iptables'],
  };
}

function lackOfRoot(whom: Whom): Lack | undefined {
  // Whoever asks for everyone asks for root too.
  if (isPrivileged() || whom === 'everyone') return undefined;
  return {
    what: say({
      en: "the rights of root (a Docker daemon mounts over the sandbox's files and starts programs as root)",
      zh: 'root 权限（Docker 守护进程会在沙箱的文件上挂载，并以 root 身份启动程序）',
    }),
    fix: say({
      en: 'run the same command with sudo: it is isolated in the same way, and leaves nothing behind',
      zh: '用 sudo 运行同一条命令：隔离方式相同，也不会留下任何东西',
    }),
  };
}

function lackOfRange(): Lack | undefined {
  if (isPrivileged()) return undefined;
  const missing = ['newuidmap', 'newgidmap'].filter((name) => !findTool(name));
  if (missing.length > 0)
    return {
      what: say({ en: `${missing.join(' and ')} to map a range of user ids`, zh: `用来映射一段用户 id 的 ${inRow(missing)}` }),
      fix: `${installHint(missing)}${isolated()}`,
      tools: missing,
    };
  const command = rangeCommand();
  return command
    ? repairable(
        say({
          en: 'a range of subordinate ids for this user in /etc/subuid and /etc/subgid (capturing takes a second user id)',
          zh: '/etc/subuid 和 /etc/subgid 里这个用户的一段从属 id（抓包要用第二个用户 id）',
        }),
        {
          commands: [command],
          remark: isolated(),
        },
      )
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
function lackOfTun(user: Words, whom: Whom): Lack | undefined {
  const state = tunState(whom === 'everyone');
  if (state === 'fine') return undefined;
  const what = state === 'closed' ? say({ en: 'the right to open /dev/net/tun', zh: '打开 /dev/net/tun 的权限' }) : '/dev/net/tun';
  return repairable(say({ en: `${what}, ${user.en}`, zh: `${what}，${user.zh}` }), {
    commands: TUN_REPAIR[state],
    remark: state === 'closed' ? say({ en: ' (the mode that udev gives it)', zh: '（udev 给它的权限）' }) + isolated() : '',
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
        : lackOfTun(
            { en: 'which the userspace datapath of Open vSwitch makes its devices with', zh: 'Open vSwitch 的用户态数据通路靠它创建设备' },
            whom,
          );
    case 'tun':
      return lackOfTun({ en: 'which tap devices are made and held with', zh: 'tap 设备靠它创建和保持' }, whom);
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
    ...(programs.length > 0
      ? [say({ en: `${programs.length === 1 ? 'the program' : 'the programs'} ${inRow(programs)}`, zh: `程序 ${inRow(programs)}` })]
      : []),
    ...others.map(({ what }) => what),
  ];
  const fixes = [...(programs.length > 0 ? [installHint(programs)] : []), ...others.map(({ fix }) => fix)];
  const semicolon = say({ en: '; ', zh: '；' });
  return { what: parts.join(semicolon), fix: fixes.join(semicolon) };
}
