import { execa, type Options, type ResultPromise } from 'execa';

/** The only module that starts processes. No exit code throws, and only a command that the user wrote goes through a shell. */

const QUIET = { reject: false, extendEnv: false, stripFinalNewline: false } as const;

/** A process whose pipes are the caller's to use. */
export type PipedProcess = ResultPromise;

export interface Finished {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a program with one pipe per file descriptor from 0 to `pipes - 1`; what passes through them is the caller's. */
export function startPiped(file: string, args: readonly string[], options: { env: Record<string, string>; pipes: number }): PipedProcess {
  const rest = Array.from({ length: options.pipes - 3 }, () => 'pipe' as const);
  const settings: Options = {
    ...QUIET,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe', ...rest],
    buffer: false,
    detached: true,
    cleanup: true,
  };
  return execa(file, [...args], settings);
}

/** Runs a program on the user's own terminal, or whatever stands in for one; resolves to its exit code. */
export async function runAttached(file: string, args: readonly string[], env: Record<string, string>): Promise<number> {
  const { exitCode } = await execa(file, [...args], { ...QUIET, env, stdio: 'inherit', cleanup: true });
  return exitCode ?? 1;
}

/**
 * Hands text to a program on its standard input, the rest being the user's terminal; resolves to its exit code. A
 * program that ends before it has read everything has read enough.
 */
export async function feed(command: string, text: string, env: Record<string, string>): Promise<number> {
  const child = execa('sh', ['-c', command], { ...QUIET, env, stdin: 'pipe', stdout: 'inherit', stderr: 'inherit' });
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
  const { exitCode } = await child;
  return exitCode ?? 1;
}

/** Runs a program to its end and collects what it prints; `exitCode` is undefined where it could not be started. */
export async function run(file: string, args: readonly string[], env: Record<string, string> = toolEnv()): Promise<Finished> {
  const result = await execa(file, [...args], { ...QUIET, env, stdin: 'ignore' });
  return { exitCode: result.exitCode, stdout: result.stdout ?? '', stderr: result.stderr ?? '' };
}

/** Where system tools live; an ordinary user's PATH often lacks the sbin folders. */
const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The user's PATH with the sbin folders behind it. */
export function toolPath(): string {
  const own = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return [...new Set([...own, ...SBIN])].join(':');
}

/** The environment for tools: a language in which they print the same everywhere, and nothing of the user's own. */
export function toolEnv(): Record<string, string> {
  return { PATH: toolPath(), LC_ALL: 'C', HOME: '/root', TERM: process.env['TERM'] ?? 'dumb' };
}
