// Runs dist/program.js with the words it is given, as src/start.ts does, and writes to a file what V8 has compiled of
// it by its end: node warm.cjs FILE WORD …
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const [cache] = process.argv.splice(2, 1);
const filename = join(__dirname, 'dist/program.js');
const script = new Script(readFileSync(filename, 'latin1'), { filename });
process.on('exit', () => writeFileSync(cache, script.createCachedData()));
script.runInThisContext()(require, filename);
