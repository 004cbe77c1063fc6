import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toolPath } from './process.ts';

/** The package managers that `doctor --fix` speaks, with the words that install packages without asking. */
export const MANAGERS = {
  apt: { program: 'apt-get', update: ['update'], install: ['install', '-y', '--no-install-recommends'] },
  dnf: { program: 'dnf', update: undefined, install: ['install', '-y'] },
  apk: { program: 'apk', update: undefined, install: ['add'] },
  pacman: { program: 'pacman', update: undefined, install: ['-Sy', '--noconfirm', '--needed'] },
} as const;

export type Manager = keyof typeof MANAGERS;

type Packages = Readonly<Record<Manager, string>>;

function everywhere(name: string): Packages {
  return { apt: name, dnf: name, apk: name, pacman: name };
}

const UTIL_LINUX = everywhere('util-linux');
const OVS: Packages = { apt: 'openvswitch-switch', dnf: 'openvswitch', apk: 'openvswitch', pacman: 'openvswitch' };

/** Which package brings a program. */
export const PACKAGE_OF: Readonly<Record<string, Packages>> = {
  bash: everywhere('bash'),
  base64: everywhere('coreutils'),
  mount: { ...UTIL_LINUX, apt: 'mount', apk: 'mount' },
  setpriv: { ...UTIL_LINUX, apk: 'setpriv' },
  unshare: { ...UTIL_LINUX, apk: 'util-linux-misc' },
  nsenter: { ...UTIL_LINUX, apk: 'util-linux-misc' },
  ip: { ...everywhere('iproute2'), dnf: 'iproute' },
  bridge: { ...everywhere('iproute2'), dnf: 'iproute' },
  sysctl: { apt: 'procps', dnf: 'procps-ng', apk: 'procps-ng', pacman: 'procps-ng' },
  ping: { apt: 'iputils-ping', dnf: 'iputils', apk: 'iputils-ping', pacman: 'iputils' },
  tcpdump: everywhere('tcpdump'),
  iptables: { ...everywhere('iptables'), dnf: 'iptables-nft' },
  nft: everywhere('nftables'),
  conntrack: { ...everywhere('conntrack-tools'), apt: 'conntrack' },
  newuidmap: { apt: 'uidmap', dnf: 'shadow-utils', apk: 'shadow-uidmap', pacman: 'shadow' },
  newgidmap: { apt: 'uidmap', dnf: 'shadow-utils', apk: 'shadow-uidmap', pacman: 'shadow' },
  'ovsdb-tool': OVS,
  'ovsdb-server': OVS,
  'ovs-vswitchd': OVS,
  'ovs-vsctl': OVS,
  'ovs-appctl': OVS,
  shellcheck: { ...everywhere('shellcheck'), dnf: 'ShellCheck' },
  tmux: everywhere('tmux'),
  su: { ...UTIL_LINUX, apk: 'util-linux-login' },
  useradd: { apt: 'passwd', dnf: 'shadow-utils', apk: 'shadow', pacman: 'shadow' },
};

/** The full path of a program, looked for as the sandbox will, or `undefined`. */
export function findTool(name: string): string | undefined {
  return toolPath()
    .split(':')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** This system's package manager, if it is one that is known. */
export function findManager(): Manager | undefined {
  return (Object.keys(MANAGERS) as Manager[]).find((name) => findTool(MANAGERS[name].program));
}

/** The packages that bring these programs here, each once. */
export function packagesFor(tools: readonly string[], manager: Manager): readonly string[] {
  return [...new Set(tools.map((tool) => PACKAGE_OF[tool]?.[manager] ?? tool))];
}

/** The command that a person would type to install the packages of these programs. */
export function installHint(tools: readonly string[]): string {
  const manager = findManager();
  if (!manager) return `install ${tools.join(', ')}`;
  const { program, install } = MANAGERS[manager];
  return `sudo ${program} ${install.filter((word) => !word.startsWith('--')).join(' ')} ${packagesFor(tools, manager).join(' ')}`;
}
