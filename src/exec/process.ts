import { execa } from 'execa';
import { toolEnv } from './tool-env.ts';

/** Runs programs to their end. No exit code throws, and only a command that the user wrote goes through a shell. */

const QUIET = { reject: false, extendEnv: false, stripFinalNewline: false } as const;

export interface Finished {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
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
