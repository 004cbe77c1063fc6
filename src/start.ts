#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram } from './program.ts';

/** The verbs that were run when the program was built; the build fills this in. */
declare const CACHED_VERBS: readonly string[];

/**
 * What V8 compiled of a pack when this verb was run at build time. V8 refuses what another version of it, or other code,
 * has made; without any, the program starts as well, only slower.
 */
function codeCache(pack: string): Buffer | undefined {
  const [, , verb = '--help'] = process.argv;
  for (const name of [CACHED_VERBS.includes(verb) ? verb : 'other', 'run', 'terminal', 'doctor']) {
    try {
      return readFileSync(join(__dirname, 'code-cache', name, pack));
    } catch {
      // That verb has not needed the pack. A task list needs more than a run without one, and `doctor` what any lesson does.
    }
  }
  return undefined;
}

// What an installed netscenario starts with, as dist/cli.js.
startProgram({ filename: __filename, require, codeCache });
