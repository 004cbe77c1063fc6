import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Piped } from './pipes.ts';
import { socketEnd } from './socket-ends.ts';

/**
 * Starts a program with one pipe per file descriptor from 0 to `pipes - 1`, all of them the caller's to read and write. What
 * it needs beside that execa would only be in the way: it waits for each of the pipes, and takes a tenth of a run to load.
 * Throws `NetscenarioError` where this process may not have as many files open.
 */
export function startPiped(file: string, args: readonly string[], options: { env: Record<string, string>; pipes: number }): Piped {
  const stdio = Array.from({ length: options.pipes }, () => 'pipe' as const);
  const child = spawn(file, args, { env: options.env, stdio, detached: true });
  // Node's types do not tell that it has none where they cannot be made; an error follows then.
  if ((child.stdio as unknown) === undefined) {
    child.once('error', () => undefined);
    throw tooFewFiles();
  }
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

function tooFewFiles(): NetscenarioError {
  return new NetscenarioError(
    'unsupported',
    say({ en: 'no sandbox can be made here: too many files are open', zh: '这里无法创建沙箱：打开的文件太多' }),
    say({ en: 'allow more of them: ulimit -n 1024', zh: '允许打开更多文件：ulimit -n 1024' }),
  );
}
