import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RunEvent, Summary } from '../../src/run/events.ts';
import type { Account } from './installation.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly RunEvent[];
}

export interface RunningLesson {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Longest time that one run may take before it counts as hung, in milliseconds. */
const HUNG_MS = 90_000;

/** Starts the program, by Node where that is to run it; `onEvent` sees each event of `--reporter json` as it comes. */
export function start(
  program: string,
  args: readonly string[],
  options: { account?: Account; env?: NodeJS.ProcessEnv; onEvent?: (event: RunEvent, child: ChildProcess) => void } = {},
): RunningLesson {
  const { account, env = process.env, onEvent } = options;
  const identity = account && account.uid !== 0 ? { uid: account.uid, gid: account.gid } : {};
  const [file, ...words] = program.endsWith('.js') ? [process.execPath, program, ...args] : [program, ...args];
  const child = spawn(file, words, {
    ...identity,
    env: { ...env, HOME: '/' },
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const events: RunEvent[] = [];
  let [stdout, stderr, rest] = ['', '', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    if (!args.includes('json')) return;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line) as RunEvent;
      events.push(event);
      onEvent?.(event, child);
    }
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const hung = setTimeout(() => child.kill('SIGKILL'), HUNG_MS);
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    clearTimeout(hung);
    return { code, signal, stdout, stderr, events };
  });
  return { child, ended };
}

/** Runs a lesson to its end with events. */
export function runLesson(
  program: string,
  lesson: string,
  options: { account?: Account; env?: NodeJS.ProcessEnv; args?: readonly string[] } = {},
): Promise<Ended> {
  return start(program, ['run', lesson, '--reporter', 'json', ...(options.args ?? [])], options).ended;
}

/** The last event. */
export function summaryOf({ events }: Ended): Summary {
  const last = events.at(-1);
  if (last?.type !== 'summary') throw new Error(`the last event is ${last?.type ?? 'missing'}, not a summary`);
  return last;
}

/** What went wrong, for an assertion's message. */
export function trouble({ code, signal, stderr, events }: Ended): string {
  const failed = events.filter(
    (event) =>
      event.type === 'problem' ||
      (event.type === 'check-finished' && event.status === 'failed') ||
      (event.type === 'command-finished' && event.exitCode !== 0),
  );
  return `ended with ${code ?? signal}; ${stderr}${failed.map((event) => JSON.stringify(event)).join('\n')}`;
}

/** Does the work, so many pieces at once. Where one fails no other is begun, and none is left under way for the next test to meet. */
export async function pooled<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) {
        if (failures.length > 0) return;
        await work(item).catch((failure) => failures.push(failure));
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
