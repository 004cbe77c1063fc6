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

interface Open {
  stdout: string;
  stderr: string;
  beganAtMs: number;
  /** From the marker on standard output; a command is over once standard error has ended too. */
  ended: { readonly exitCode: number; readonly atMs: number } | undefined;
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

  #finish(index: number, { stdout, stderr, beganAtMs }: Open, { exitCode, atMs }: { exitCode: number; atMs: number }): void {
    const result = { command: this.#commands[index] ?? '', exitCode, stdout, stderr, durationMs: atMs - beganAtMs };
    this.#results[index] = result;
    this.#events.onEnd?.(index, result);
    if (this.#open[index + 1]?.beganAtMs) this.#announce(index + 1);
  }

  #end(): void {
    const last = Math.max(this.#open.length - 1, 0);
    if (this.#expiredAfterMs !== undefined && !this.#results[last]) {
      const { stdout, stderr } = this.#at(last);
      const durationMs = this.#expiredAfterMs;
      const said = `${stderr}${say({ en: `ended after ${durationMs} ms, its time limit`, zh: `到了时限，${durationMs} ms 后被结束` })}\n`;
      const result = { command: this.#commands[last] ?? '', exitCode: TIMED_OUT, stdout, stderr: said, durationMs };
      this.#results[last] = result;
      this.#events.onEnd?.(last, result);
    }
    this.#done(this.#results);
  }
}
