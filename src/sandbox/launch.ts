import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPrivileged } from '../exec/privilege.ts';
import { BASELINE_PINS } from '../model/baseline.ts';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import { ROOT } from '../paths.ts';
import { FIRST_LANE_FD, PIPES } from './channel.ts';
import { FIFOS_AT_A_TIME } from './ip-sessions.ts';
import { withNewKeyring } from './keyring.ts';
import { RELEVANT_SYSCTLS, whyNoSandbox } from './why-not.ts';

const SCRIPTS = join(ROOT, 'templates/sandbox');

/** What a sandbox mounts; mount(8) reads it from a file only. */
const FSTAB = join(SCRIPTS, 'fstab');

/** The same where there is a cell: of the machine's own files the sandbox then sees its programs and settings only. */
const CELL_FSTAB = '/run/netscenario/fstab';

/** Where the agent puts the standard inputs of its sessions. */
export const FIFOS = '/run/netscenario/ip';

export interface SandboxOptions {
  /** Map a range of ids into the user namespace, for programs that change their own uid. Root needs none. */
  readonly uidRange: boolean;
  /** Programs that the sandbox finds under another name, e.g. iptables for iptables-nft. */
  readonly links: readonly { readonly name: string; readonly target: string }[];
  /** The first request may be served before all of the sandbox is made ready; it comes at once. */
  readonly atOnce?: boolean;
  /** With a cell for somebody who is not to touch what watches: its network is the sandbox's host, all else is its own. */
  readonly cell?: Cell;
}

interface Cell {
  /** By which others find it (src/lab/running.ts), where it is not empty. */
  readonly label: string;
  /** How many namespaces may be made there. */
  readonly netns: number;
}

/** The command that makes the sandbox: its init dies with netscenario, and with the init goes all that is inside. */
export function launchCommand(options: SandboxOptions, privileged: boolean = isPrivileged()): readonly string[] {
  const user = privileged ? [] : ['--user', '--map-root-user', ...(options.uidRange ? ['--map-auto'] : [])];
  return [
    ...(options.cell ? withNewKeyring() : []),
    'setpriv',
    '--pdeathsig',
    'KILL',
    'unshare',
    ...user,
    ...(options.cell ? [] : ['--net']),
    '--mount',
    '--pid',
    '--fork',
    '--kill-child=KILL',
    'bash',
    '--norc',
    '--noprofile',
    '-c',
  ];
}

/** What the sandbox's init is told, behind its script; its markers begin with the token. */
export function agentWords({ cell, links, atOnce = false }: SandboxOptions, token: string): readonly string[] {
  // Namespaces may inherit what the lesson sets on the host; then none of the settings can be left out.
  const inherited = ['0', '1', '2'].includes(readSysctl('net.core.devconf_inherit_init_net') ?? '') ? 'no' : 'yes';
  const numbers = [FIRST_LANE_FD, FIFOS_AT_A_TIME - 1].map(String);
  const programs = links.map(({ name, target }) => `${name}=${target}`);
  return [
    'agent',
    token,
    script('session'),
    cell ? CELL_FSTAB : FSTAB,
    ...numbers,
    inherited,
    atOnce ? 'yes' : '',
    ...programs,
    '--',
    ...BASELINE_PINS,
  ];
}

/** What the sandbox's init does. It is read as it stands: a template would bring the whole of its library along, and a run begins with it. */
export function agentScript(): string {
  return script('agent');
}

/** The same where the sandbox has a cell. */
export async function cellAgentScript(cell: Cell, links: SandboxOptions['links']): Promise<string> {
  const { cellScript } = await import('./cell.ts');
  return cellScript(agentScript(), { ...cell, root: isPrivileged(), pipes: PIPES, links, fstab: FSTAB });
}

function script(name: string): string {
  return readFileSync(join(SCRIPTS, `${name}.sh`), 'utf8');
}

function readSysctl(key: string): string | undefined {
  const path = `/proc/sys/${key.replaceAll('.', '/')}`;
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** Why no sandbox could be made, from what the attempt printed; `root` is who made it. */
export function refused(stderr: string, root: boolean = process.geteuid?.() === 0): NetscenarioError {
  const sysctls = Object.fromEntries(RELEVANT_SYSCTLS.map((key) => [key, readSysctl(key)]));
  const inContainer = existsSync('/.dockerenv') || existsSync('/run/.containerenv') || process.env['container'] !== undefined;
  const { cause, fix } = whyNoSandbox({ root, stderr, sysctls, inContainer });
  return new NetscenarioError('unsupported', say({ en: `no sandbox can be made here: ${cause}`, zh: `这里无法创建沙箱：${cause}` }), fix);
}
