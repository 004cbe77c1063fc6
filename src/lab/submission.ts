import { isPrivileged } from '../exec/privilege.ts';
import { renderScript } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';

/** What a submitted script may use. */
export interface Limits {
  /** From its start to its end, in milliseconds. */
  readonly milliseconds: number;
  /** Resident memory of all its processes and what it stores in memory, in kilobytes. */
  readonly kilobytes: number;
  readonly processes: number;
  /** What it prints, in bytes. */
  readonly output: number;
}

export const LIMITS: Limits = { milliseconds: 30_000, kilobytes: 262_144, processes: 256, output: 1_048_576 };

/** What commands of the lesson's own may use, when the lab does them: they end by themselves, on a busy machine later. */
export const OWN_LIMITS: Limits = { ...LIMITS, milliseconds: 120_000 };

/** How many files each of its processes may have open. */
export const OPEN_FILES = 512;

/** How a submitted script ended, which does not count. */
export interface Ended {
  /** The limit at which it was ended, if it was at one. */
  readonly limit: 'time' | 'memory' | 'output' | undefined;
  /** Its exit code, where it ended by itself. */
  readonly exitCode: number | undefined;
  /** What it printed on both streams. */
  readonly output: string;
}

/** Beyond its own limits it may take this long to say how it ended, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * Runs a script in the cell of a sandbox (docs/grading.md); resolves once it has ended or was ended. What it leaves running is
 * watched as before where `lasting`, until the sandbox ends.
 */
export async function runSubmission(script: string, channel: Channel, limits: Limits = LIMITS, lasting = true): Promise<Ended> {
  const data = {
    ...limits,
    lasting,
    files: OPEN_FILES,
    root: isPrivileged(),
    base64: Buffer.from(script).toString('base64'),
    addressSpace: limits.kilobytes * 1024 * 4,
    fileSize: limits.kilobytes * 1024,
  };
  const command = renderScript({ template: 'sandbox/cell-run', data });
  const [result] = await channel.run([command], { timeoutMs: limits.milliseconds + GRACE_MS });
  const [first = '', ...rest] = (result?.stdout ?? '').split('\n');
  const [how, exitCode] = first.split(' ');
  if (result?.exitCode !== 0 || how === undefined) throw new Error(`the cell could not run the script: ${result?.stderr ?? ''}`);
  const limit = limitOf(how);
  return { limit, exitCode: limit ? undefined : Number(exitCode), output: rest.join('\n') };
}

/** The limit at which what a script had left running was ended later, if it was. */
export async function limitSince({ limit }: Ended, channel: Channel): Promise<Ended['limit']> {
  if (limit) return limit;
  const [result] = await channel.run([renderScript({ template: 'sandbox/cell-limit', data: {} })]);
  return limitOf(result?.stdout ?? '');
}

function limitOf(word: string): Ended['limit'] {
  return word === 'time' || word === 'memory' || word === 'output' ? word : undefined;
}
