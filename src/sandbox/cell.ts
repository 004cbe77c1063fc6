import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { findTool } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import { toolEnv } from '../exec/tool-env.ts';
import { HOST } from '../model/names.ts';
import { renderScript } from '../render/templates.ts';

/** What may be stored in each of the cell's file systems in memory, as mount(8) takes it. */
const SIZE = '64m';

/** Below these nothing is hidden one by one: they are hidden whole, or the system's own. */
const KNOWN =
  /^\/(home|root|run|tmp|media|mnt|srv|dev|proc|sys|bin|sbin|usr|lib\w*|etc|boot)(\/|$)|^\/$|^\/var(\/(tmp|lib|run|cache|spool))?$/;

/** Homes of people that are not where homes usually are (passwd(5)). */
export function strayHomes(passwd: string, own: string): readonly string[] {
  const homes = passwd.split('\n').flatMap((line) => {
    const [name, , uid = '', , , home = ''] = line.split(':');
    return name === 'root' || Number(uid) >= 1000 ? [home] : [];
  });
  return [...new Set([...homes, own])].filter((home) => home.startsWith('/') && !KNOWN.test(home));
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
  const namespaces = ['user', 'mnt', 'pid', 'net'].map((kind) => `--${kind === 'mnt' ? 'mount' : kind}=${cellProcess(place)}/ns/${kind}`);
  const user = isPrivileged() ? ['--setuid', '0', '--setgid', '0'] : ['--preserve-credentials'];
  const bash = 'cd /root && exec bash';
  const shell = terminal && findTool('script') ? ['script', '-q', '-e', '-c', bash, '/dev/null'] : ['bash', '-c', bash];
  const inside = netns === HOST ? shell : ['ip', 'netns', 'exec', netns, ...shell];
  const env = { ...toolEnv(), PATH: `/run/netscenario/bin:${toolEnv()['PATH']}`, SHELL: '/bin/bash', HOME: '/root' };
  // What ends with the sandbox leaves the terminal as it had set it.
  const kept = terminal ? ['sh', '-c', 'saved=$(stty -g); "$@"; code=$?; stty "$saved"; exit $code', 'shell'] : [];
  const [file = '', ...args] = [...kept, 'nsenter', ...namespaces, ...user, ...inside];
  const { runAttached } = await import('../exec/process.ts');
  return runAttached(file, args, env);
}

interface CellOptions {
  /** By which others find it; nobody does where it is empty. */
  readonly label?: string;
  readonly root: boolean;
  /** How many file descriptors the agent has, none of which is the cell's. */
  readonly pipes: number;
  readonly links: readonly { readonly name: string; readonly target: string }[];
}

/** The script that makes a cell and then goes on as the agent, in the cell's network. */
export function cellScript(agent: string, { root, pipes, links, label = '' }: CellOptions): string {
  const closed = Array.from({ length: pipes - 3 }, (_, index) => index + 3);
  const init = renderScript({ template: 'sandbox/cell-init', data: { links } });
  const homes = strayHomes(readFileSync('/etc/passwd', 'utf8'), homedir());
  const view = renderScript({ template: 'sandbox/cell-view', data: { init, root, homes, size: SIZE } });
  return renderScript({ template: 'sandbox/cell', data: { agent, view, root, closed, label } });
}
