import { pipeEnds } from '../exec/pipe-ends.ts';
import { isPrivileged } from '../exec/privilege.ts';
import type { FirstCommands, Opening } from '../plan/opening.ts';
import type { BegunSandbox } from '../sandbox/begun-init.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { SandboxOptions } from '../sandbox/launch.ts';
import { type Launched, Sandbox } from '../sandbox/sandbox.ts';
import { EarlyCommands } from './early-commands.ts';

/** A sandbox in which the plan's first commands may be under way. */
export interface Begun {
  readonly sandbox: Sandbox;
  /** In the order in which their turn comes. */
  readonly commands: readonly EarlyCommands[];
}

/** A sandbox that is being made while the lesson is still loaded and planned; what the lesson is known to begin with is begun in it. */
export class EarlySandbox {
  readonly #uidRange: boolean;
  /** When one that was begun before the program was, in milliseconds since 1970. */
  readonly begunAtMs: number | undefined;
  readonly #made: Promise<Begun>;

  /** Begins one, or goes on with one that was begun before the program. */
  constructor(opening?: Opening, adopted?: BegunSandbox) {
    this.#uidRange = opening?.uidRange ?? false;
    this.begunAtMs = adopted?.atMs;
    this.#made = adopted ? this.#adopt(adopted, opening) : this.#make(opening);
    // Why it could not be made is told to who wants it.
    this.#made.catch(() => undefined);
  }

  async #make(opening: Opening | undefined): Promise<Begun> {
    const { beginSandbox } = await import('./begin-sandbox.ts');
    const { launched, first } = beginSandbox(opening);
    return begunIn(launched, first, false);
  }

  async #adopt(adopted: BegunSandbox, opening: Opening | undefined): Promise<Begun> {
    const [{ begunInit }, ends] = await Promise.all([import('../sandbox/begun-init.ts'), pipeEnds()]);
    return begunIn(Sandbox.of(begunInit(adopted, ends)), opening?.commands[adopted.ovsDatapath], true);
  }

  /** The sandbox for a plan that begins with these commands: this one, or where it will not do another in its place. */
  async for(options: SandboxOptions, { first, beside }: FirstCommands): Promise<Begun> {
    const begun = await this.#made.catch((error: unknown) => {
      // The shell that began it does not say what went wrong.
      if (options.uidRange === this.#uidRange && this.begunAtMs === undefined) throw error;
      return undefined;
    });
    const ranged = isPrivileged() || options.uidRange === this.#uidRange;
    if (begun && ranged && begun.commands.every((commands, index) => commands.are([first, beside][index] ?? []))) return begun;
    await begun?.sandbox.dispose();
    return { sandbox: await Sandbox.create(options), commands: [] };
  }

  /** Ends it: nobody will want it. */
  async giveUp(): Promise<void> {
    const begun = await this.#made.catch(() => undefined);
    await begun?.sandbox.dispose();
  }
}

async function begunIn({ channel, made }: Launched, first: FirstCommands | undefined, asked: boolean): Promise<Begun> {
  const commands = first ? begin(channel, first, asked) : [];
  return { sandbox: await made, commands };
}

function begin(channel: Channel, { first, beside }: FirstCommands, asked: boolean): readonly EarlyCommands[] {
  if (first.length === 0) return [];
  const begun = new EarlyCommands(channel, first, { asked });
  return beside.length > 0 ? [begun, new EarlyCommands(channel, beside, { after: begun })] : [begun];
}
