import { gatherFacts } from '../exec/facts.ts';
import { programLinks } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import { type Opening, openingOf } from '../plan/opening.ts';
import type { Plan } from '../plan/plan.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import { EarlyCommands } from './early-commands.ts';
import { sandboxOptionsFor } from './runnable.ts';

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
    const sandbox = await Sandbox.create({ uidRange: this.#uidRange, links: programLinks() });
    const first = opening?.commands[gatherFacts().ovsDatapath] ?? [];
    return { sandbox, commands: first.length > 0 ? new EarlyCommands(sandbox.channel, first) : undefined };
  }

  /** The sandbox for a plan: this one, or where it will not do another in its place. */
  async for(plan: Plan): Promise<Begun> {
    const options = sandboxOptionsFor(plan);
    const begun = await this.#made.catch((error: unknown) => {
      if (options.uidRange === this.#uidRange) throw error;
      return undefined;
    });
    const ranged = isPrivileged() || options.uidRange === this.#uidRange;
    if (begun && ranged && (begun.commands?.are(openingOf(plan)) ?? true)) return begun;
    await begun?.sandbox.dispose();
    return { sandbox: await Sandbox.create(options) };
  }

  /** Ends it: nobody will want it. */
  async giveUp(): Promise<void> {
    const begun = await this.#made.catch(() => undefined);
    await begun?.sandbox.dispose();
  }
}
