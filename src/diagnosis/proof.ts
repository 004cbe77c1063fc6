import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import type { Shell } from '../vocabulary/shell.ts';

/** A command that shows what is wrong. */
export interface Showing {
  readonly shell: Shell;
  /** It counts something that a packet moves: of it is shown what one packet has changed. */
  readonly counts?: boolean;
}

/** What it has printed. */
export interface Proof {
  readonly command: string;
  readonly lines: readonly string[];
  /** The same lines before the packet was sent, where it counts. */
  readonly before: readonly string[];
}

const MOST_LINES = 8;

function linesOf(result: CommandResult | undefined): readonly string[] {
  if (!result) return [];
  const text = result.exitCode === 0 || result.stderr === '' ? result.stdout : result.stderr;
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Runs what shows a fault before and after a packet was sent. */
export class Prover {
  readonly #channel: Channel;
  readonly #showings: readonly Showing[];
  #before: readonly (readonly string[])[] = [];

  constructor(channel: Channel, showings: readonly Showing[]) {
    this.#channel = channel;
    this.#showings = showings;
  }

  async #run(showings: readonly Showing[]): Promise<readonly { command: string; lines: readonly string[] }[]> {
    const commands = showings.map(({ shell }) => renderShell(shell).join(' && '));
    if (commands.length === 0) return [];
    const results = await this.#channel.run(commands, { keepGoing: true, devicesStay: true, mayFail: () => true });
    return commands.map((command, index) => ({ command, lines: linesOf(results[index]) }));
  }

  /** Notes what is counted before the packet. */
  async before(): Promise<void> {
    this.#before = (await this.#run(this.#showings.filter(({ counts }) => counts))).map(({ lines }) => lines);
  }

  /** What there is to see after it; of what counts the lines that have changed, and nothing where none has. */
  async after(): Promise<readonly Proof[]> {
    const counted = [...this.#before];
    return (await this.#run(this.#showings)).flatMap(({ command, lines }, index): readonly Proof[] => {
      if (!this.#showings[index]?.counts) return [{ command, lines: lines.slice(0, MOST_LINES), before: [] }];
      const earlier = counted.shift() ?? [];
      const changed = lines.flatMap((line, at) => (line === earlier[at] ? [] : [{ line, was: earlier[at] ?? '' }])).slice(0, MOST_LINES);
      if (changed.length === 0) return [];
      return [{ command, lines: changed.map(({ line }) => line), before: changed.map(({ was }) => was) }];
    });
  }
}
