import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Piped } from './pipes.ts';
import { socketEnd } from './socket-ends.ts';

/**
 * Starts a program with one pipe per file descriptor from 0 to `pipes - 1`, all of them the caller's to read and write. What
 * it needs beside that execa would only be in the way: it waits for each of the pipes, and takes a tenth of a run to load.
 */
export function startPiped(file: string, args: readonly string[], options: { env: Record<string, string>; pipes: number }): Piped {
  const stdio = Array.from({ length: options.pipes }, () => 'pipe' as const);
  const child = spawn(file, args, { env: options.env, stdio, detached: true });
  const pipes = child.stdio.map((stream) => socketEnd(stream as Socket));
  child.stdout?.resume();
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(stderr));
  });
  return { pipes, exited, ended, letGo: () => pipes.forEach((pipe) => void pipe.close()) };
}
