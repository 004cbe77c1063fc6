import { say } from '../model/say.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import type { Marker } from './stream.ts';

export interface JobEvents {
  onBegin?(index: number): void;
  /** Output as it comes. */
  onOutput?(index: number, text: string): void;
  onEnd?(index: number, result: CommandResult): void;
}

type Stream = 'stdout' | 'stderr';

interface Ended {
  readonly exitCode: number;
  readonly atMs: number;
}

interface Open {
  stdout: string;
  stderr: string;
  beganAtMs: number;
  /** From the marker on standard output; a command is over once standard error has ended too. */
  ended: Ended | undefined;
  stderrDone: boolean;
  /** Whether `onBegin` has been called: only once the command before is over. */
  announced: boolean;
}

/** What is kept of a command's output on each stream, in characters and the rest of what came with the last: no command of ours prints as much. */
export const MAX_OUTPUT = 16_777_216;

/** Exit code reported for a command that its time limit ended, as timeout(1) does. */
const TIMED_OUT = 124;

/**
 * Puts together what the two streams of a job's slot say. The streams are read apart, so one may be ahead; events
 * are held back so that they come in the order in which things happened: begin, output, end, command by command.
 */
export class Job {
  readonly #commands: readonly string[];
  readonly #events: JobEvents;
  readonly #done: (results: readonly CommandResult[]) => void;
  readonly #open: Open[] = [];
  readonly #results: CommandResult[] = [];
  readonly #current: Record<Stream, number> = { stdout: 0, stderr: 0 };
  readonly #over = new Set<Stream>();
  /** How its shell ended, from the marker on standard output. */
  #shellEnded: Ended = { exitCode: 0, atMs: 0 };
  #expiredAfterMs: number | undefined;

  constructor(commands: readonly string[], events: JobEvents, done: (results: readonly CommandResult[]) => void) {
    this.#commands = commands;
    this.#events = events;
    this.#done = done;
  }

  text(stream: Stream, text: string): void {
    const index = this.#current[stream];
    const command = this.#at(index);
    if (command[stream].length < MAX_OUTPUT) command[stream] += text;
    if (command.announced) this.#events.onOutput?.(index, text);
  }

  marker(stream: Stream, marker: Marker): void {
    if (this.#over.has(stream)) return;
    if (marker.kind === 'job-end') {
      this.#over.add(stream);
      if (stream === 'stdout') this.#shellEnded = marker;
      if (this.#over.size === 2) this.#end();
      return;
    }
    const command = this.#at(marker.id);
    if (marker.kind === 'begin') {
      command.beganAtMs = marker.atMs;
      if (marker.id === 0 || this.#results[marker.id - 1]) this.#announce(marker.id);
      return;
    }
    if (stream === 'stdout') command.ended = { exitCode: marker.exitCode, atMs: marker.atMs };
    else command.stderrDone = true;
    this.#current[stream] = marker.id + 1;
    if (command.ended && command.stderrDone) this.#finish(marker.id, command, command.ended);
  }

  /** Its time is up; the markers that end it follow. */
  expire(afterMs: number): void {
    this.#expiredAfterMs = afterMs;
  }

  #at(index: number): Open {
    this.#open[index] ??= { stdout: '', stderr: '', beganAtMs: 0, ended: undefined, stderrDone: false, announced: false };
    return this.#open[index];
  }

  #announce(index: number): void {
    const command = this.#at(index);
    command.announced = true;
    this.#events.onBegin?.(index);
    for (const text of [command.stdout, command.stderr]) if (text !== '') this.#events.onOutput?.(index, text);
  }

  #finish(index: number, { stdout, stderr, beganAtMs }: Open, { exitCode, atMs }: Ended): void {
    const result = { command: this.#commands[index] ?? '', exitCode, stdout, stderr, durationMs: atMs - beganAtMs };
    this.#results[index] = result;
    this.#events.onEnd?.(index, result);
    if (this.#open[index + 1]?.beganAtMs) this.#announce(index + 1);
  }

  /** The command under way has ended with the job: at its time limit, or since it ended the job's shell itself. */
  #end(): void {
    const last = Math.max(this.#open.length - 1, 0);
    const afterMs = this.#expiredAfterMs;
    const open = this.#at(last);
    if (afterMs !== undefined && !this.#results[last]) {
      const stderr = `${open.stderr}${say({ en: `ended after ${afterMs} ms, its time limit`, zh: `到了时限，${afterMs} ms 后被结束` })}\n`;
      this.#finish(last, { ...open, stderr }, { exitCode: TIMED_OUT, atMs: open.beganAtMs + afterMs });
    } else if (open.announced && !this.#results[last]) this.#finish(last, open, this.#shellEnded);
    this.#done(this.#results);
  }
}
