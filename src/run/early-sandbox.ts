import { gatherFacts } from '../exec/facts.ts';
import { programLinks } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import type { Opening } from '../plan/opening.ts';
import type { PlannedCommand } from '../plan/plan.ts';
import type { SandboxOptions } from '../sandbox/launch.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import { EarlyCommands } from './early-commands.ts';

/** A sandbox in which the plan's first commands may be under way. */
export interface Begun {
  readonly sandbox: Sandbox;
  readonly commands?: EarlyCommands | undefined;
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
    const { channel, made } = Sandbox.launch({ uidRange: this.#uidRange, links: programLinks() });
    const first = opening?.commands[gatherFacts().ovsDatapath] ?? [];
    const commands = first.length > 0 ? new EarlyCommands(channel, first) : undefined;
    return { sandbox: await made, commands };
  }

  /** The sandbox for a plan that begins with these commands: this one, or where it will not do another in its place. */
  async for(options: SandboxOptions, first: readonly PlannedCommand[]): Promise<Begun> {
    const begun = await this.#made.catch((error: unknown) => {
      if (options.uidRange === this.#uidRange) throw error;
      return undefined;
    });
    const ranged = isPrivileged() || options.uidRange === this.#uidRange;
    if (begun && ranged && (begun.commands?.are(first) ?? true)) return begun;
    await begun?.sandbox.dispose();
    return { sandbox: await Sandbox.create(options) };
  }

  /** Ends it: nobody will want it. */
  async giveUp(): Promise<void> {
    const begun = await this.#made.catch(() => undefined);
    await begun?.sandbox.dispose();
  }
}
