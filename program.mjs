// Makes dist/program.js, the whole program as one script, and dist/code-cache/, what V8 has compiled of it once a verb
// has run. src/start.ts puts the two together.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { build, transform } from 'esbuild';

const CACHES = 'dist/code-cache';

/** A command line for each verb that is used often, by its first word; `other` serves all the rest. */
const RUNS = {
  '--help': ['--help'],
  other: ['mistyped'],
  list: ['list'],
  run: ['run', 'bridge-3ns'],
  explain: ['explain', 'bridge-3ns'],
  render: ['render', 'bridge-3ns'],
  diagram: ['diagram', 'bridge-3ns'],
  doctor: ['doctor'],
  __complete: ['__complete', 'zsh', 'netscenario run ', ''],
};

/** What has not ended by then is told to, and has compiled enough. */
const PATIENCE_MS = 60_000;

/** Gives a chunk what it asks for: another chunk, which runs when it is first asked for, or a module of Node's or of a package. */
const LOADER = `const modules = {};
function load(name) {
  if (!Object.hasOwn(chunks, name)) return require(name);
  if (!Object.hasOwn(modules, name)) {
    const module = { exports: {} };
    modules[name] = module;
    chunks[name](module, module.exports, load);
  }
  return modules[name].exports;
}
load("./cli.js");`;

/** A chunk as a method of the table of chunks: V8 leaves what is in it alone until it is called. */
async function packed({ path, text }) {
  const options = { format: 'cjs', platform: 'node', target: 'node20', minifyWhitespace: true, supported: { 'dynamic-import': false } };
  const { code } = await transform(text, options);
  return `"./${path.split('/').at(-1)}"(module,exports,require){${code}}`;
}

/**
 * Bundles src/cli.ts and all that it loads, one chunk for each verb and each lesson, and packs the chunks in one script.
 * That is a function of Node's `require` and of its own path.
 */
export async function writeProgram(options) {
  const { outputFiles } = await build({
    ...options,
    entryPoints: ['src/cli.ts'],
    outdir: 'dist',
    write: false,
    splitting: true,
    format: 'esm',
    define: { 'import.meta.url': '__url' },
  });
  const chunks = await Promise.all(outputFiles.map(packed));
  const text = `(function (require, path) {
const __url = require("node:url").pathToFileURL(path).href;
const chunks = {
${chunks.join(',\n')}
};
${LOADER}
})`;
  // It is read as Latin-1, which is quick. esbuild leaves tagged templates as they are written.
  const ascii = text.replace(/[^\t\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync('dist/program.js', ascii);
}

/** Runs each verb once, one after the other, and keeps what V8 has compiled. */
export async function writeCodeCaches() {
  mkdirSync(CACHES);
  for (const [name, words] of Object.entries(RUNS)) {
    const child = spawn(process.execPath, ['warm.cjs', `${CACHES}/${name}`, ...words], { stdio: 'ignore', timeout: PATIENCE_MS });
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  }
}
