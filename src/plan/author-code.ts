import { join } from 'node:path';
import { say } from '../model/say.ts';
import { ROOT } from '../paths.ts';

/** Files whose lines mean nothing to a lesson's author. */
const OURS = ['dist/', 'src/', 'node_modules/'].map((folder) => join(ROOT, folder));

/** The author's own line in a stack trace, `my-lesson.ts:12`, where it has one. */
export function authorLine(stack: string | undefined): string | undefined {
  const frames = [...(stack ?? '').matchAll(/(?:file:\/\/)?(\/[^\s():]+\.[cm]?[jt]s):(\d+):\d+/g)];
  const frame = frames.find(([, path = '']) => !OURS.some((folder) => path.startsWith(folder)));
  return frame && `${frame[1]?.split('/').at(-1)}:${frame[2]}`;
}

/** What a lesson's code threw, in one line, with the author's own line where the trace names one. */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const said = thrown.message.split('\n')[0]?.trim();
  const line = authorLine(thrown.stack);
  return `${thrown.name}: ${said}${line ? ` (${line})` : ''}`;
}

/** Calls a function that a lesson's author wrote; what it throws is a fault of the lesson, in a sentence. */
export function callAuthor<T>(name: string, work: () => T): { readonly value: T } | { readonly fault: string } {
  try {
    return { value: work() };
  } catch (error) {
    return { fault: say({ en: `${name} threw ${describeThrown(error)}`, zh: `${name} 抛出了 ${describeThrown(error)}` }) };
  }
}
