import type { PlannedCommand } from '../plan/plan.ts';
import type { Channel, JobOptions } from '../sandbox/channel.ts';
import { renumbered } from '../sandbox/channel.ts';
import type { JobEvents } from '../sandbox/job.ts';
import type { CommandResult } from '../vocabulary/define.ts';

/** A job may take this long, and this much more for each of its commands (milliseconds). */
const JOB_MS = 60_000;
const COMMAND_MS = 1_000;

/** How commands are run. */
export interface Running {
  /** Go on after one that fails. */
  readonly keepGoing: boolean;
  /** How long they may take on purpose, in milliseconds. */
  readonly lastsMs?: number;
}

function limitMs(row: readonly PlannedCommand[], lastsMs = 0): number {
  return JOB_MS + row.length * COMMAND_MS + lastsMs;
}

function isAtOnce(row: readonly PlannedCommand[]): boolean {
  return row.every(({ atOnce, abreast }) => atOnce || abreast);
}

/** How a command begins that a session in its namespace may do without a program of its own. */
const INSIDE = 'ip netns exec ';

/**
 * Begins commands in a sandbox that may not be ready yet; resolves to the results of those that ran. It goes through them by itself up
 * to those that do something in a namespace. It may have been asked for them already.
 */
export async function beginCommands(
  channel: Channel,
  commands: readonly PlannedCommand[],
  events: JobEvents,
  asked = false,
): Promise<readonly CommandResult[]> {
  const rows = rowsOf(commands);
  const spared = rows.findIndex((row) => row.some(({ text }) => text.startsWith(INSIDE)));
  const alone = rows.slice(0, spared < 0 ? undefined : spared);
  const results = await channel.runRows(
    alone.map((row) => ({
      commands: row.map(({ text }) => text),
      atOnce: isAtOnce(row),
      devicesStay: row.every(({ devicesStay }) => devicesStay),
      timeoutMs: limitMs(row),
    })),
    events,
    asked,
  );
  const rest = commands.slice(alone.flat().length);
  if (rest.length === 0 || results.some(({ exitCode }) => exitCode !== 0)) return results;
  const after = await runCommands(channel, rest, { keepGoing: false, ...renumbered(events, (index) => results.length + index) });
  return [...results, ...after];
}

/** Runs commands in order, those at once that may be; resolves to the results of those that ran. */
export async function runCommands(
  channel: Channel,
  commands: readonly PlannedCommand[],
  { keepGoing, lastsMs = 0, ...events }: Running & JobEvents,
): Promise<readonly CommandResult[]> {
  const results: CommandResult[] = [];
  let before = 0;
  for (const row of rowsOf(commands)) {
    const first = before;
    const options: JobOptions = {
      ...renumbered(events, (index) => first + index),
      keepGoing,
      devicesStay: keepGoing || row.every(({ devicesStay }) => devicesStay),
      timeoutMs: limitMs(row, lastsMs),
    };
    const texts = row.map(({ text }) => text);
    results.push(...(await (isAtOnce(row) ? channel.runAtOnce(texts, options) : channel.run(texts, options))));
    if (!keepGoing && results.some(({ exitCode }) => exitCode !== 0)) break;
    before += row.length;
  }
  return results;
}

function isLike(one: PlannedCommand, other: PlannedCommand): boolean {
  return one.atOnce === other.atOnce && one.abreast === other.abreast && one.devicesStay === other.devicesStay;
}

/** Commands in order, parted where those that are done at once, or that leave the devices in place, meet others. */
function rowsOf(commands: readonly PlannedCommand[]): readonly (readonly PlannedCommand[])[] {
  const rows: PlannedCommand[][] = [];
  for (const command of commands) {
    const last = rows.at(-1);
    if (last?.[0] && isLike(last[0], command)) last.push(command);
    else rows.push([command]);
  }
  return rows;
}
