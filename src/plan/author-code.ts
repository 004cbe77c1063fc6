import { join } from 'node:path';
import { NetscenarioError } from '../model/errors.ts';
import { ROOT } from '../paths.ts';

/** Files whose lines mean nothing to a lesson's author. */
const OURS = ['dist/', 'src/', 'node_modules/'].map((folder) => join(ROOT, folder));

/** What a lesson's code threw, in one line, with the author's own line where the trace names one. */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const said = thrown.message.split('\n')[0]?.trim();
  const frames = [...(thrown.stack ?? '').matchAll(/(?:file:\/\/)?(\/[^\s():]+\.[cm]?[jt]s):(\d+):\d+/g)];
  const frame = frames.find(([, path = '']) => !OURS.some((folder) => path.startsWith(folder)));
  return `${thrown.name}: ${said}${frame ? ` (${frame[1]?.split('/').at(-1)}:${frame[2]})` : ''}`;
}

/** Calls a function that a lesson's author wrote; what it throws is a fault of the lesson. */
export function callAuthor<T>(lesson: string, name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new NetscenarioError(
      'scenario',
      `the lesson ${lesson} has faults: ${name} threw ${describeThrown(error)}`,
      `mend ${name} in the lesson's module`,
    );
  }
}
