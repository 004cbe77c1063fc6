import { gatherFacts } from '../exec/facts.ts';
import { programLinks } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import type { FirstCommands, Opening } from '../plan/opening.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { SandboxOptions } from '../sandbox/launch.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
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
  readonly #made: Promise<Begun>;

  constructor(opening?: Opening) {
    this.#uidRange = opening?.uidRange ?? false;
    this.#made = this.#make(opening);
    // Why it could not be made is told to who wants it.
    this.#made.catch(() => undefined);
  }

  async #make(opening: Opening | undefined): Promise<Begun> {
    const first = opening?.commands[gatherFacts().ovsDatapath];
    const atOnce = opening?.atOnce === true && first !== undefined && first.first.length > 0;
    const { channel, made } = Sandbox.launch({ uidRange: this.#uidRange, links: programLinks(), atOnce });
    const commands = first ? begin(channel, first) : [];
    return { sandbox: await made, commands };
  }

  /** The sandbox for a plan that begins with these commands: this one, or where it will not do another in its place. */
  async for(options: SandboxOptions, { first, beside }: FirstCommands): Promise<Begun> {
    const begun = await this.#made.catch((error: unknown) => {
      if (options.uidRange === this.#uidRange) throw error;
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

function begin(channel: Channel, { first, beside }: FirstCommands): readonly EarlyCommands[] {
  if (first.length === 0) return [];
  const begun = new EarlyCommands(channel, first);
  return beside.length > 0 ? [begun, new EarlyCommands(channel, beside, begun)] : [begun];
}
