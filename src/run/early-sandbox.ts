import { programLinks } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import { Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';

/** A sandbox that is being made while the lesson is still planned, as most lessons need it. */
export class EarlySandbox {
  readonly #made: Promise<Sandbox>;

  constructor() {
    this.#made = Sandbox.create({ uidRange: false, links: programLinks() });
    // Why it could not be made is told to who wants it.
    this.#made.catch(() => undefined);
  }

  /** The sandbox for a plan: this one, or where it will not do another in its place. */
  async for(options: SandboxOptions): Promise<Sandbox> {
    if (!options.uidRange || isPrivileged()) return this.#made;
    await this.giveUp();
    return Sandbox.create(options);
  }

  /** Ends it: nobody will want it. */
  async giveUp(): Promise<void> {
    const sandbox = await this.#made.catch(() => undefined);
    await sandbox?.dispose();
  }
}
