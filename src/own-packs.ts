/** The packs of each verb that has some of its own (src/build/program.mjs); the build fills this in. */
declare const OWN_PACKS: Readonly<Record<string, readonly string[]>>;

/** What serves every other verb. */
const OTHER = 'other';

/** The packs that serve a command line with this first word, and what they are called after. */
export function ownPacks(verb = '--help'): { readonly name: string; readonly packs: readonly string[] } {
  const name = Object.hasOwn(OWN_PACKS, verb) ? verb : OTHER;
  return { name, packs: OWN_PACKS[name] ?? [] };
}
