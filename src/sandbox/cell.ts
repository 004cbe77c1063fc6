import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { findTool } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import { toolEnv } from '../exec/tool-env.ts';
import { HOST } from '../model/host.ts';
import { renderScript } from '../render/templates.ts';

/** What may be stored in each of the cell's file systems in memory, as mount(8) takes it, and how many files. */
const STORAGE = { size: '64m', inodes: '16k' } as const;

/** Where root makes it, the cell has this id on the machine, which belongs to nobody (systemd.io/UIDS-GIDS). */
const NOBODYS_ID = 2_000_000_000;

/** Of the machine a cell sees these; below them its settings and programs lie in folders that are not homes. */
const SEEN = /^\/(usr|etc|nix|gnu)\//;
const SYSTEMS = /^\/(usr|usr\/local)\/(bin|sbin|games|lib\w*|libexec|share|etc|include|src|local)$/;

/** Homes of people that lie where the programs of the system do, which a cell sees (passwd(5)); `/home` may lead there too. */
export function strayHomes(passwd: string, own: string, real: (path: string) => string = realPath): readonly string[] {
  const homes = passwd.split('\n').flatMap((line) => {
    const [name, , uid = '', , , home = ''] = line.split(':');
    return name === 'root' || Number(uid) >= 1000 ? [home] : [];
  });
  const places = [...homes, own, '/home', '/root'].filter((home) => home.startsWith('/')).map(real);
  return [...new Set(places)].filter((home) => SEEN.test(home) && !SYSTEMS.test(home));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Where a cell is, for whoever is outside of its sandbox. */
export interface CellPlace {
  /** The agent's process id. */
  readonly pid: number;
  /** The cell's first process as the agent sees it. */
  readonly cell: number;
}

/** The cell's first process as a folder of /proc. */
export function cellProcess({ pid, cell }: CellPlace): string {
  return `/proc/${pid}/root/proc/${cell}`;
}

/** Opens a shell in a cell on the user's terminal, or on what stands in for it; resolves to its exit code. */
export async function cellShell(place: CellPlace, options: { readonly terminal: boolean; readonly netns?: string }): Promise<number> {
  const { terminal, netns = HOST } = options;
  const namespaces = ['user', 'mnt', 'pid', 'net', 'ipc', 'uts'].map(
    (kind) => `--${kind === 'mnt' ? 'mount' : kind}=${cellProcess(place)}/ns/${kind}`,
  );
  const user = isPrivileged() ? ['--setuid', '0', '--setgid', '0'] : ['--preserve-credentials'];
  // An ordinary user has rights over all of the cell's namespaces only in the user namespace of the sandbox, above them.
  const above = isPrivileged() ? [] : ['nsenter', `--user=/proc/${place.pid}/ns/user`, '--preserve-credentials'];
  const bash = 'cd /root && exec bash';
  const shell = terminal && findTool('script') ? ['script', '-q', '-e', '-c', bash, '/dev/null'] : ['bash', '-c', bash];
  const inside = netns === HOST ? shell : ['ip', 'netns', 'exec', netns, ...shell];
  const env = { ...toolEnv(), PATH: `/run/netscenario/bin:${toolEnv()['PATH']}`, SHELL: '/bin/bash', HOME: '/root' };
  // What ends with the sandbox leaves the terminal as it had set it.
  const kept = terminal ? ['sh', '-c', 'saved=$(stty -g); "$@"; code=$?; stty "$saved"; exit $code', 'shell'] : [];
  const [file = '', ...args] = [...kept, ...above, 'nsenter', ...namespaces, ...user, ...inside];
  const { runAttached } = await import('../exec/process.ts');
  return runAttached(file, args, env);
}

interface CellOptions {
  /** By which others find it; nobody does where it is empty. */
  readonly label?: string;
  /** How many network namespaces there may be in it. */
  readonly netns: number;
  /** What a sandbox mounts. */
  readonly fstab: string;
  readonly root: boolean;
  /** How many file descriptors the agent has, none of which is the cell's. */
  readonly pipes: number;
  readonly links: readonly { readonly name: string; readonly target: string }[];
}

/** The script that makes a cell and then goes on as the agent, in the cell's network. */
export function cellScript(agent: string, { root, pipes, links, netns, fstab, label = '' }: CellOptions): string {
  const closed = Array.from({ length: pipes - 3 }, (_, index) => index + 3);
  const inside = renderScript({ template: 'sandbox/cell-inside', data: { links } });
  const init = renderScript({ template: 'sandbox/cell-init', data: { inside } });
  const limits = renderScript({ template: 'sandbox/cell-limits', data: { init, limits: limitsFor(netns) } });
  const view = renderScript({ template: 'sandbox/cell-view', data: { limits, root, ...STORAGE } });
  const homes = strayHomes(readFileSync('/etc/passwd', 'utf8'), homedir());
  return renderScript({ template: 'sandbox/cell', data: { agent, view, first: root ? NOBODYS_ID : 0, closed, label, fstab, homes } });
}

/** What the kernel allows all that is in a cell (namespaces(7)). A control group's namespace would let it mount those of the machine. */
function limitsFor(netns: number): readonly string[] {
  const limits = { cgroup: 0, net: netns + 1, user: 32, pid: 64, mnt: 1024, ipc: 64, uts: 64, time: 16 };
  return Object.entries(limits).map(([kind, limit]) => `${kind}_namespaces=${limit}`);
}
