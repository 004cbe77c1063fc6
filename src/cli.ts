import { ELSE, OTHERWISE } from './run/beginning-words.ts';
import type { EarlySandbox } from './run/early-sandbox.ts';

/**
 * A run wants a sandbox in any case; it is being made while the rest of the program is loaded and the command line read, or has been
 * begun before the program (`templates/sandbox/begin.sh.hbs`). What the lesson begins with where nothing is set goes on in it
 * meanwhile, unless that is to be looked at.
 */
async function beginEarly([verb, ...words]: readonly string[]): Promise<EarlySandbox | undefined> {
  if (verb !== 'run' || words.length === 0) return undefined;
  const [{ EarlySandbox }, { readyOpening }, { takeBegun }] = await Promise.all([
    import('./run/early-sandbox.ts'),
    import('./plan/ready-opening.ts'),
    import('./sandbox/begun-init.ts'),
  ]);
  const begun = takeBegun();
  const begunOpening = begun && readyOpening(begun.lesson);
  if (begunOpening) return new EarlySandbox(begunOpening, begun);
  if (words.some((word) => ELSE.includes(word))) return undefined;
  const otherwise = words.some((word) => OTHERWISE.some((flag) => word.startsWith(flag)));
  const [opening] = otherwise ? [] : words.flatMap((word) => readyOpening(word) ?? []);
  return new EarlySandbox(opening);
}

// Nothing else is loaded before the sandbox has begun.
const argv = process.argv.slice(2);
void beginEarly(argv).then(async (early) => {
  const { serve } = await import('./main.ts');
  await serve(argv, early);
});
