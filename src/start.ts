#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * What an installed netscenario starts with, as dist/cli.js: runs the program (src/cli.ts, packed by program.mjs) with
 * what V8 compiled of it when it was built. Nothing here may load more of Node than Node itself has at start.
 */

/** What V8 compiled when this verb was run at build time. V8 refuses what another version of it, or other code, has made. */
function codeCache(verb: string): Buffer | undefined {
  for (const name of /^[-_a-z]+$/.test(verb) ? [verb, 'other'] : ['other']) {
    try {
      return readFileSync(join(__dirname, 'code-cache', name));
    } catch {
      // Verbs that are seldom used have none of their own; without any, the program starts as well, only slower.
    }
  }
  return undefined;
}

const filename = join(__dirname, 'program.js');
const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: codeCache(process.argv[2] ?? '--help') });
(script.runInThisContext() as (require: NodeJS.Require, filename: string) => void)(require, filename);
