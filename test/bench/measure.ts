import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findTool } from '../../src/exec/packages.ts';
import { quiet } from './quiet.ts';

/**
 * What both sides find in their environment. Of the caller's own it has no more than they need: with NODE_EXTRA_CA_CERTS,
 * say, every Node reads a hundred certificates before it begins.
 */
const ENV: NodeJS.ProcessEnv = {
  ...Object.fromEntries(['PATH', 'HOME', 'USER'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  TERM: 'dumb',
  LC_ALL: 'C.UTF-8',
};

/** A command line, run as a whole process. */
export type Argv = readonly string[];

/** What a process has shown once it has ended as it should. */
export interface Ended {
  /** Wall time from its start to its end. */
  readonly ms: number;
  readonly stderr: string;
  /** What it wrote to descriptor 3. */
  readonly told: string;
}

/** Runs a process to its end on a quiet machine; throws with what it said where its exit code is not the one expected. */
type Run = (argv: Argv, exitCode?: number) => Promise<Ended>;

/** Measures one side once, however many processes that takes. */
export type Sample = (run: Run) => Promise<number>;

export interface Figures {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Measured {
  readonly ours: Figures;
  readonly theirs: Figures;
  /** Processes that were started although the kernel was still taking namespaces down. */
  readonly disturbed: number;
}

async function runToEnd([file = '', ...args]: Argv, exitCode = 0): Promise<Ended> {
  const texts = ['', ''];
  let ms = Number.NaN;
  const began = process.hrtime.bigint();
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], env: ENV });
  child.once('exit', () => {
    ms = Number(process.hrtime.bigint() - began) / 1e6;
  });
  for (const [index, stream] of [child.stderr, child.stdio[3]].entries())
    stream?.on('data', (chunk: Buffer) => {
      texts[index] += chunk.toString();
    });
  const [code] = (await once(child, 'close')) as [number | null];
  const [stderr = '', told = ''] = texts;
  if (code !== exitCode) throw new Error(`ended with ${code}: ${stderr.trim().split('\n').at(-1)}`);
  return { ms, stderr, told };
}

/** Wall time in milliseconds, from start to exit. */
export function wallTime(argv: Argv, exitCode = 0): Sample {
  return async (run) => (await run(argv, exitCode)).ms;
}

/** The largest resident set in megabytes, of the process and of those that it waited for, as getrusage(2) tells it. */
export function peakMemory(argv: Argv): Sample {
  return async (run) => {
    const { stderr } = await run([findTool('time') ?? 'time', '-q', '-f', '%M', ...argv]);
    return Number(stderr.trim().split('\n').at(-1)) / 1024;
  };
}

/** Processor time in milliseconds, user and system, of a Node process alone, without that of its children. */
export function ownCpu(words: Argv): Sample {
  const preload = ['--require', join(import.meta.dirname, 'own-cpu.cjs')];
  return async (run) => Number((await run([process.execPath, ...preload, ...words])).told);
}

function figures(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}

/** Measures two sides in turn, `times` each, after one round that does not count. */
export async function measurePair({ ours, theirs }: { ours: Sample; theirs: Sample }, times: number): Promise<Measured> {
  let disturbed = 0;
  const run: Run = async (argv, exitCode) => {
    if (!(await quiet())) disturbed += 1;
    return runToEnd(argv, exitCode);
  };
  const values: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round <= times; round += 1) {
    const [a, b] = [await ours(run), await theirs(run)];
    if (round === 0) continue;
    values.ours.push(a);
    values.theirs.push(b);
  }
  return { ours: figures(values.ours), theirs: figures(values.theirs), disturbed };
}
