import { join } from 'node:path';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { quoteWord } from '../../src/render/quote.ts';
import type { Argv, Quantity, Side } from './measure.ts';

/** One line of the table: what of ours is compared with what, and the largest ratio that is good enough. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly against: string;
  readonly limit: number;
  readonly quantity: Quantity;
  readonly ours: Side;
  readonly theirs: Side;
  /** Measured by `--quick` too. */
  readonly quick: boolean;
  /** Runs of each side where a run takes so long that fewer must do. */
  readonly times?: number;
}

const AGAINST = join(import.meta.dirname, 'against');

const NODE: Side = { argv: [process.execPath, '-e', '0'] };

/** A sandbox like that of a run, for the other side: own namespaces, /run and /tmp, `lo` up. */
function inSandbox(command: Argv): Argv {
  const inside = [
    'mount -t proc proc /proc',
    'mount -t sysfs sysfs /sys',
    'mount -t tmpfs tmpfs /run',
    'mount -t tmpfs tmpfs /tmp',
    'mkdir /run/netns',
    'ip link set lo up',
    `exec ${command.map(quoteWord).join(' ')}`,
  ];
  const user = process.geteuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return ['unshare', ...user, '--net', '--mount', '--pid', '--fork', '--kill-child', 'bash', '-c', inside.join(' && ')];
}

function script(file: string, ...args: readonly string[]): Side {
  return { argv: inSandbox(['bash', join(AGAINST, file), ...args]) };
}

/** Every comparison, for the program at `cli`. */
export function rowsFor(cli: string): readonly Row[] {
  const ours = (...args: readonly string[]): Side => ({ argv: [process.execPath, cli, ...args] });
  const mistyped: Side = { ...ours('rnu'), allowed: [2] };
  const time = { quantity: 'ms', quick: false } as const;
  const bridge = ours('run', 'bridge-3ns');
  const many = (count: number, times: number): Row => ({
    ...time,
    id: `bridge-${count}`,
    what: `run bridge-3ns --set namespaces=${count}`,
    against: 'one ip process per command, build only',
    limit: 0.3,
    ours: ours('run', 'bridge-3ns', '--set', `namespaces=${count}`),
    theirs: script('bridge-many.sh', String(count)),
    times,
  });
  const lesson = (id: string, limit: number): Row => ({
    ...time,
    id,
    what: `run ${id}`,
    against: "the tutorial's own commands as a script",
    limit,
    ours: ours('run', id),
    theirs: script(`${id}.sh`),
  });
  const start = (id: string, what: string, side: Side, limit: number, quick = false): Row => ({
    ...time,
    id,
    what,
    against: 'node -e 0',
    limit,
    ours: side,
    theirs: NODE,
    quick,
  });
  return [
    { ...lesson('bridge-3ns', 0.6), quick: true },
    {
      ...time,
      id: 'mininet',
      what: 'run bridge-3ns',
      against: 'Mininet: SingleSwitchTopo(3), Linux bridge, pingall',
      limit: 0.5,
      ours: bridge,
      theirs: { argv: inSandbox(['python3', join(AGAINST, 'mininet-bridge-3ns.py')]) },
    },
    {
      ...time,
      id: 'ansible',
      what: 'run bridge-3ns',
      against: 'ansible-core, the same commands as tasks',
      limit: 0.05,
      ours: bridge,
      theirs: { argv: inSandbox(['env', 'ANSIBLE_LOCALHOST_WARNING=0', 'ansible-playbook', join(AGAINST, 'ansible-bridge-3ns.yml')]) },
    },
    { ...many(200, 5), quick: true },
    many(500, 3),
    lesson('ovs-internal', 0.9),
    ...LESSON_IDS.filter((id) => !['bridge-3ns', 'ovs-internal'].includes(id)).map((id) => lesson(id, 1)),
    start('help', '--help', ours('--help'), 1.8, true),
    start('list', 'list', ours('list'), 1.8, true),
    start('mistyped', 'a mistyped verb', mistyped, 1.8, true),
    start('explain', 'explain bridge-3ns', ours('explain', 'bridge-3ns'), 2.5),
    start('render', 'render bridge-3ns', ours('render', 'bridge-3ns'), 2.5),
    { ...start('memory', 'peak memory of run bridge-3ns', bridge, 2.5), quantity: 'kB' },
  ];
}
