import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A command line, run as a whole process. */
export type Argv = readonly string[];

/** Both sides of a comparison; `allowed` are exit codes that are no failure, by default 0 alone. */
export interface Side {
  readonly argv: Argv;
  readonly allowed?: readonly number[];
}

/** What is measured of a process: wall time in milliseconds, or its largest resident set in kilobytes. */
export type Quantity = 'ms' | 'kB';

export interface Figures {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

function figures(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}

/** Runs a process to its end and resolves to the quantity; throws with what it said where it failed. */
async function measureOnce({ argv, allowed = [0] }: Side, quantity: Quantity): Promise<number> {
  // time(1) reports the largest of the process and of the children that it waited for, as getrusage(2) does.
  const [file = '', ...args] = quantity === 'kB' ? ['/usr/bin/time', '-q', '-f', '%M', ...argv] : argv;
  const began = process.hrtime.bigint();
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const ms = Number(process.hrtime.bigint() - began) / 1e6;
  if (code === null || !allowed.includes(code)) throw new Error(`${argv.join(' ')} ended with ${code}: ${stderr.slice(-2000)}`);
  return quantity === 'kB' ? Number(stderr.trim().split('\n').at(-1)) : ms;
}

/** Measures two sides in turn, ours and theirs, `times` each after one of each that does not count. */
export async function measurePair(
  ours: Side,
  theirs: Side,
  options: { readonly times: number; readonly quantity: Quantity },
): Promise<{ readonly ours: Figures; readonly theirs: Figures }> {
  const values: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round <= options.times; round += 1) {
    const [a, b] = [await measureOnce(ours, options.quantity), await measureOnce(theirs, options.quantity)];
    if (round === 0) continue;
    values.ours.push(a);
    values.theirs.push(b);
  }
  return { ours: figures(values.ours), theirs: figures(values.theirs) };
}
