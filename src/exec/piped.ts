import { type ChildProcess, spawn } from 'node:child_process';

export type { ChildProcess };

/**
 * Starts a program with one pipe per file descriptor from 0 to `pipes - 1`, all of them the caller's to read and write. What
 * it needs beside that execa would only be in the way: it waits for each of the pipes, and takes a tenth of a run to load.
 */
export function startPiped(file: string, args: readonly string[], options: { env: Record<string, string>; pipes: number }): ChildProcess {
  const stdio = Array.from({ length: options.pipes }, () => 'pipe' as const);
  return spawn(file, args, { env: options.env, stdio, detached: true });
}
