import type { PlannedCommand } from '../plan/plan.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { JobEvents } from '../sandbox/job.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { beginCommands, runCommands } from './command-rows.ts';

interface EarlyOptions {
  readonly after?: EarlyCommands;
  readonly asked?: boolean;
}

/** Commands of a lesson that are under way before its plan is made; what happens is told when their turn in the plan has come. */
export class EarlyCommands {
  readonly #commands: readonly PlannedCommand[];
  readonly #untold: ((listener: JobEvents) => void)[] = [];
  readonly #ended: Promise<readonly CommandResult[]>;
  #listener: JobEvents | undefined;
  #lastBegins: () => void = () => undefined;
  /** Resolves once nothing but the last of them is to be waited for. */
  readonly lastBegun = new Promise<void>((resolve) => {
    this.#lastBegins = resolve;
  });

  /** Runs them at once, or once others have come to their last; the sandbox may have been asked for them already. */
  constructor(channel: Channel, commands: readonly PlannedCommand[], { after: others, asked = false }: EarlyOptions = {}) {
    this.#commands = commands;
    this.#ended = others
      ? others.lastBegun.then(() => runCommands(channel, commands, { keepGoing: false, ...this.#events() }))
      : beginCommands(channel, commands, this.#events(), asked);
    // Told to who follows.
    this.#ended.catch(() => undefined);
  }

  #events(): JobEvents {
    return {
      onBegin: (index) => {
        if (index === this.#commands.length - 1) this.#lastBegins();
        this.#tell((listener) => listener.onBegin?.(index));
      },
      onOutput: (index, text) => this.#tell((listener) => listener.onOutput?.(index, text)),
      onEnd: (index, result) => this.#tell((listener) => listener.onEnd?.(index, result)),
    };
  }

  /** Whether these are the commands, word for word. */
  are(commands: readonly PlannedCommand[]): boolean {
    return commands.length === this.#commands.length && commands.every(({ text }, index) => text === this.#commands[index]?.text);
  }

  /** Tells what has happened so far and what happens from now on; resolves to the results of those that ran. */
  follow(listener: JobEvents): Promise<readonly CommandResult[]> {
    for (const tell of this.#untold) tell(listener);
    this.#listener = listener;
    return this.#ended;
  }

  #tell(event: (listener: JobEvents) => void): void {
    if (this.#listener) event(this.#listener);
    else this.#untold.push(event);
  }
}
