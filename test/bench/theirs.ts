import { join } from 'node:path';
import { quoteWord } from '../../src/render/quote.ts';
import { launchCommand } from '../../src/sandbox/launch.ts';
import type { Argv } from './measure.ts';

const AGAINST = join(import.meta.dirname, 'against');

/** What the sandbox of a run does first too, but for the settings of the kernel that a run pins, which is more. */
const FIRST = [
  'mount -t proc proc /proc',
  'mount -t sysfs sysfs /sys',
  'mount -t tmpfs tmpfs /run',
  'mount -t tmpfs tmpfs /tmp',
  'mkdir /run/netns',
  'ip link set lo up',
];

/** A command of the other side: these words, then a file of `against/` and what follows it. */
interface Theirs {
  readonly words: Argv;
  readonly file: string;
  readonly args?: readonly string[];
  /** Whether it captures, which takes a range of user ids in the sandbox, as it does for a run. */
  readonly captures?: boolean;
}

/** The command line that runs it in the sandbox that a run makes. */
export function sandboxed({ words, file, args = [], captures = false }: Theirs): Argv {
  const command = [...words, join(AGAINST, file), ...args].map(quoteWord).join(' ');
  return [...launchCommand({ uidRange: captures, links: [] }), [...FIRST, `exec ${command}`].join(' && ')];
}
