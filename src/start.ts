#!/usr/bin/env node
// Before anything else is loaded.
import './default-flags.ts';
import { readFileSync } from 'node:fs';
import { ownPacks } from './own-packs.ts';
import { startProgram } from './program.ts';

/** What was run when the program was built and serves other verbs too; the build fills this in. */
declare const FOR_ALL: readonly string[];

const { name, packs } = ownPacks(process.argv[2]);

/**
 * What V8 compiled of a pack when this verb was run at build time. V8 refuses what another version of it, or other code,
 * has made; without any, the program starts as well, only slower.
 */
function codeCache(pack: string): Buffer | undefined {
  for (const run of [name, ...FOR_ALL]) {
    try {
      return readFileSync(`${__dirname}/code-cache/${run}/${pack}`);
    } catch {
      // That run has not needed the pack. A task list needs more than a run without one, and `doctor` what any lesson does.
    }
  }
  return undefined;
}

// What Node is given, as dist/cli.js.
startProgram({ filename: __filename, require, own: packs, codeCache });
