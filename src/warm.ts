import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Script } from 'node:vm';
import { ownPacks } from './own-packs.ts';
import { startProgram } from './program.ts';

// Runs the program with the words that it is given, as src/start.ts does, and may note something down at its end: which chunks
// it has loaded, or what V8 has compiled of each pack. A part of the build.
const [what, target = '', terminal] = process.argv.splice(2, 3);
const chunks: string[] = [];
const scripts: Record<string, Script> = {};

// A task list is drawn, and what draws it loaded, on a terminal alone.
if (terminal) Object.assign(process.stdout, { isTTY: true, columns: 100, rows: 40 });

// V8 would forget the code of a function that has not been called for a while; the flag is no part of what it has compiled.
setFlagsFromString('--no-flush-bytecode');

process.on('exit', () => {
  // V8 takes only what was compiled with the flags of whoever asks, and the program may have set some (src/run/optimizing.ts).
  setFlagsFromString('--opt');
  setFlagsFromString('--flush-bytecode');
  if (what === 'chunks') writeFileSync(target, chunks.join('\n'));
  else if (what === 'code')
    for (const [pack, script] of Object.entries(scripts)) writeFileSync(join(target, pack), script.createCachedData());
});

startProgram({
  filename: join(__dirname, 'cli.js'),
  require,
  // Which chunks a verb loads is known only once it has run.
  own: what === 'code' ? ownPacks(process.argv[2]).packs : [],
  codeCache: () => undefined,
  opened: (pack, script) => {
    scripts[pack] = script;
  },
  loaded: (chunk) => {
    chunks.push(chunk);
  },
});
