import type { EarlySandbox } from './run/early-sandbox.ts';

/** Words with which a run does something else, or nothing that takes a sandbox. */
const ELSE = ['--help', '-h', '--dry-run', '--fix'];

/**
 * A run wants a sandbox in any case; it is being made while the rest of the program is loaded and the command line read. What the
 * lesson begins with where nothing is set goes on in it meanwhile, unless each step, or each change, is to be looked at, or the
 * sandbox as it is in between.
 */
async function beginEarly([verb, ...words]: readonly string[]): Promise<EarlySandbox | undefined> {
  if (verb !== 'run' || words.length === 0 || words.some((word) => ELSE.includes(word))) return undefined;
  const [{ EarlySandbox }, { readyOpening }] = await Promise.all([import('./run/early-sandbox.ts'), import('./plan/ready-opening.ts')]);
  const otherwise = words.some((word) => /^--(set|dialect|step|diff|keep|until)\b/.test(word));
  const [opening] = otherwise ? [] : words.flatMap((word) => readyOpening(word) ?? []);
  return new EarlySandbox(opening);
}

// Nothing else is loaded before the sandbox has begun.
const argv = process.argv.slice(2);
void beginEarly(argv).then(async (early) => {
  const { serve } = await import('./main.ts');
  await serve(argv, early);
});
