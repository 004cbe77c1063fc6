import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPrivileged } from '../exec/privilege.ts';
import { BASELINE_PINS } from '../model/baseline.ts';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import { ROOT } from '../paths.ts';
import { renderScript } from '../render/templates.ts';
import { cellScript } from './cell.ts';
import { FIRST_LANE_FD, PIPES } from './channel.ts';
import { FIFOS_AT_A_TIME } from './ip-sessions.ts';
import { withNewKeyring } from './keyring.ts';
import { RELEVANT_SYSCTLS, whyNoSandbox } from './why-not.ts';

/** What a sandbox mounts; mount(8) reads it from a file only. */
const FSTAB = join(ROOT, 'templates/sandbox/fstab');

/** Where the agent writes the settings that a new namespace lacks, as sysctl(8) reads them. */
const BASELINE = '/run/netscenario/baseline.conf';

/** The same where there is a cell: of the machine's own files the sandbox then sees its programs and settings only. */
const CELL_FSTAB = '/run/netscenario/fstab';

/** Where the agent puts the standard inputs of its sessions. */
export const FIFOS = '/run/netscenario/ip';

export interface SandboxOptions {
  /** Map a range of ids into the user namespace, for programs that change their own uid. Root needs none. */
  readonly uidRange: boolean;
  /** Programs that the sandbox finds under another name, e.g. iptables for iptables-nft. */
  readonly links: readonly { readonly name: string; readonly target: string }[];
  /**
   * With a cell for somebody who is not to touch what watches: its network is the sandbox's host, all else is its own. By the
   * label, where it is not empty, others find it (src/lab/running.ts); `netns` is how many namespaces may be made there.
   */
  readonly cell?: { readonly label: string; readonly netns: number };
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

/** What the sandbox's init does first, as a script; its markers begin with the token. */
export function agentScript(options: SandboxOptions, token: string): string {
  const paths = { fstab: options.cell ? CELL_FSTAB : FSTAB, fifos: FIFOS };
  // Namespaces may inherit what the lesson sets on the host; then none of the settings can be left out.
  const inherited = !['0', '1', '2'].includes(readSysctl('net.core.devconf_inherit_init_net') ?? '');
  const numbers = { laneFd: FIRST_LANE_FD, lastFifo: FIFOS_AT_A_TIME - 1 };
  const session = renderScript({ template: 'sandbox/session', data: { baseline: BASELINE } });
  const agent = renderScript({
    template: 'sandbox/agent',
    data: { links: options.links, pins: BASELINE_PINS, baseline: BASELINE, session, token, inherited, ...paths, ...numbers },
  });
  return options.cell
    ? cellScript(agent, { ...options.cell, root: isPrivileged(), pipes: PIPES, links: options.links, fstab: FSTAB })
    : agent;
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
