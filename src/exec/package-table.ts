/** The package managers that are spoken here, each with its program. */
export const MANAGERS = { apt: 'apt-get', dnf: 'dnf', apk: 'apk', pacman: 'pacman' } as const;

export type Manager = keyof typeof MANAGERS;

/** The words before the packages that a person would type. */
export const INSTALL_WORDS: Readonly<Record<Manager, string>> = {
  apt: 'apt-get install',
  dnf: 'dnf install',
  apk: 'apk add',
  pacman: 'pacman -Sy',
};

type Packages = Readonly<Record<Manager, string>>;

function everywhere(name: string): Packages {
  return { apt: name, dnf: name, apk: name, pacman: name };
}

const COREUTILS = everywhere('coreutils');
const UTIL_LINUX = everywhere('util-linux');
const IPROUTE = { ...everywhere('iproute2'), dnf: 'iproute' };
const PROCPS = { ...everywhere('procps-ng'), apt: 'procps' };
const OVS: Packages = { ...everywhere('openvswitch'), apt: 'openvswitch-switch' };
const NET_TOOLS = everywhere('net-tools');
const SHADOW: Packages = { apt: 'passwd', dnf: 'shadow-utils', apk: 'shadow', pacman: 'shadow' };
const UIDMAP: Packages = { ...SHADOW, apt: 'uidmap', apk: 'shadow-uidmap' };

/** Which package brings a program. */
export const PACKAGE_OF: Readonly<Record<string, Packages>> = {
  bash: everywhere('bash'),
  base64: COREUTILS,
  mount: { ...UTIL_LINUX, apt: 'mount', apk: 'mount' },
  setpriv: { ...UTIL_LINUX, apk: 'setpriv' },
  unshare: { ...UTIL_LINUX, apk: 'util-linux-misc' },
  nsenter: { ...UTIL_LINUX, apk: 'util-linux-misc' },
  script: { ...UTIL_LINUX, apt: 'bsdutils', apk: 'util-linux-misc' },
  su: { ...UTIL_LINUX, apk: 'util-linux-login' },
  ip: IPROUTE,
  bridge: IPROUTE,
  ss: { ...IPROUTE, apk: 'iproute2-ss' },
  socat: everywhere('socat'),
  brctl: everywhere('bridge-utils'),
  ifconfig: NET_TOOLS,
  route: NET_TOOLS,
  arp: NET_TOOLS,
  sysctl: PROCPS,
  ps: PROCPS,
  ping: { ...everywhere('iputils'), apt: 'iputils-ping', apk: 'iputils-ping' },
  iperf3: everywhere('iperf3'),
  ethtool: everywhere('ethtool'),
  grep: everywhere('grep'),
  awk: { ...everywhere('gawk'), apt: 'mawk' },
  tcpdump: everywhere('tcpdump'),
  iptables: { ...everywhere('iptables'), dnf: 'iptables-nft' },
  nft: everywhere('nftables'),
  docker: { apt: 'docker.io', dnf: 'moby-engine', apk: 'docker-cli', pacman: 'docker' },
  dockerd: { apt: 'docker.io', dnf: 'moby-engine', apk: 'docker-engine', pacman: 'docker' },
  containerd: everywhere('containerd'),
  crun: everywhere('crun'),
  busybox: { ...everywhere('busybox'), apt: 'busybox-static' },
  tar: everywhere('tar'),
  xargs: everywhere('findutils'),
  timeout: COREUTILS,
  setsid: { ...UTIL_LINUX, apk: 'setsid' },
  conntrack: { ...everywhere('conntrack-tools'), apt: 'conntrack' },
  modprobe: everywhere('kmod'),
  newuidmap: UIDMAP,
  newgidmap: UIDMAP,
  useradd: SHADOW,
  userdel: SHADOW,
  usermod: SHADOW,
  'ovsdb-tool': OVS,
  'ovsdb-server': OVS,
  'ovs-vswitchd': OVS,
  'ovs-vsctl': OVS,
  'ovs-appctl': OVS,
  shellcheck: { ...everywhere('shellcheck'), dnf: 'ShellCheck' },
  tmux: everywhere('tmux'),
  chromium: everywhere('chromium'),
  dot: everywhere('graphviz'),
  zsh: everywhere('zsh'),
  fish: everywhere('fish'),
  less: everywhere('less'),
};
