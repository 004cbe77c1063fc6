// Makes dist/program/, the program in packs, and dist/code-cache/, what V8 has compiled of them once a verb has run, which
// src/program.ts puts together; and dist/help/, what the program says of itself.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { build, transform } from 'esbuild';

const PROGRAM = 'dist/program';
const CACHES = 'dist/code-cache';
const HELP = 'dist/help';
/** Bundled from src/warm.ts; the program that it runs believes it to be dist/cli.js. */
const WARM = 'dist/warm.js';
const CHUNKS_RUN = 'node_modules/.cache/netscenario-chunks';

/** The verb that plans every lesson. */
const DOCTOR = 'doctor';

/** A run that draws its task list, which is no verb: `run` is served by it too. */
const TERMINAL = 'terminal';

/** A command line for each verb that is used often, by its first word; `other` serves all the rest. */
const RUNS = {
  '--help': ['--help'],
  other: ['mistyped'],
  list: ['list'],
  run: ['run', 'bridge-3ns'],
  [TERMINAL]: ['run', 'bridge-3ns', '--reporter', 'list'],
  explain: ['explain', 'bridge-3ns'],
  render: ['render', 'bridge-3ns'],
  diagram: ['diagram', 'bridge-3ns'],
  [DOCTOR]: [DOCTOR],
  __complete: ['__complete', 'zsh', 'netscenario run ', ''],
};

/** What has not ended by then is told to, and has loaded and compiled enough. */
const PATIENCE_MS = 60_000;

/** Packs smaller than this are not worth a file of their own where another is opened whenever they are. */
const SMALL = 20_000;

/** The pack that the program begins with. */
const FIRST = 'first';

/**
 * The chunks that esbuild makes of src/cli.ts, of other entry points, and of all that they load: one for each verb and each
 * lesson, and for what some share.
 */
async function bundled(options, entryPoints) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { cli: 'src/cli.ts', ...entryPoints },
    outdir: 'dist',
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const file = path.split('/').at(-1);
      const [, id] = /^scenarios\/(.*)\.ts$/.exec(metafile.outputs[`dist/${file}`].entryPoint ?? '') ?? [];
      return { name: `./${file}`, lesson: id, code: await packed(text) };
    }),
  );
}

/** A chunk as the body of a function of `module`, `exports` and `require`. */
async function packed(text) {
  const options = { format: 'cjs', platform: 'node', target: 'node20', minifyWhitespace: true, supported: { 'dynamic-import': false } };
  const { code } = await transform(text, options);
  // It is read as Latin-1, which is quick. esbuild leaves tagged templates as they are written.
  return code.replace(/[^\t\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes each pack as one script: chunks as methods of a table, which V8 leaves alone until they are called. */
function writePacks(chunks, packOf) {
  rmSync(PROGRAM, { recursive: true, force: true });
  mkdirSync(PROGRAM);
  const packs = Object.fromEntries(chunks.map(({ name }) => [name, packOf(name)]));
  for (const pack of new Set(Object.values(packs))) {
    const methods = chunks
      .filter(({ name }) => packs[name] === pack)
      .map(({ name, code }) => `${JSON.stringify(name)}(module,exports,require){${code}}`);
    const table = pack === FIRST ? `packs:${JSON.stringify(packs)},` : '';
    writeFileSync(`${PROGRAM}/${pack}.js`, `(function(__filename,__dirname){return{${table}chunks:{\n${methods.join(',\n')}\n}}})`);
  }
}

/** Keeps the help of the program and of each verb, in each language, as the program prints it. */
async function writeHelp({ verbs, languages }) {
  const run = promisify(execFile);
  const asked = languages.flatMap((lang) => ['--help', ...verbs].map((name) => ({ lang, name })));
  const answers = await Promise.all(
    asked.map(({ lang, name }) => run(process.execPath, ['dist/cli.js', ...new Set([name, '--help']), '--lang', lang])),
  );
  // Only now, lest the program should answer with what is there already.
  for (const lang of languages) mkdirSync(`${HELP}/${lang}`, { recursive: true });
  for (const [index, { lang, name }] of asked.entries()) writeFileSync(`${HELP}/${lang}/${name}`, answers[index].stdout);
}

/** Which runs load each chunk, by its name; of the `apart` ones, `doctor` is not told: it loads all that any lesson needs. */
async function runsOf(chunks, apart) {
  rmSync(CHUNKS_RUN, { recursive: true, force: true });
  mkdirSync(CHUNKS_RUN, { recursive: true });
  await Promise.all(Object.entries(RUNS).map(([name, words]) => warm(['chunks', `${CHUNKS_RUN}/${name}`], words)));
  const runs = Object.fromEntries(chunks.map(({ name }) => [name, []]));
  // One that had to be stopped has left no notes; what it alone loads stays by itself.
  for (const run of Object.keys(RUNS).filter((name) => existsSync(`${CHUNKS_RUN}/${name}`)))
    for (const name of readFileSync(`${CHUNKS_RUN}/${run}`, 'utf8').split('\n'))
      if (run !== DOCTOR || !apart.includes(name)) runs[name]?.push(run);
  return runs;
}

/**
 * Which pack each chunk goes to: to one with all those that the same runs load, a lesson to one of its own. What no run
 * loads stays by itself. So few files are opened, and little is read that is not needed.
 */
function packsFor(chunks, runs) {
  const groups = new Map();
  for (const { name, lesson, code } of chunks) {
    const key = lesson ?? (runs[name].length > 0 ? runs[name].join('+') : name.slice(2, -3));
    const group = groups.get(key) ?? { key, runs: lesson ? [] : runs[name], names: [], size: 0 };
    group.names.push(name);
    group.size += code.length;
    groups.set(key, group);
  }
  const all = [...groups.values()].sort((a, b) => a.size - b.size);
  const packs = {};
  for (const group of all) {
    const larger = all.filter(({ key, size, runs }) => key !== group.key && size >= SMALL && group.runs.every((run) => runs.includes(run)));
    const host = group.runs.length > 0 && group.size < SMALL ? larger.sort((a, b) => a.runs.length - b.runs.length)[0] : undefined;
    for (const name of group.names) packs[name] = nameOf(host ?? group);
  }
  return packs;
}

function nameOf({ key, names }) {
  return names.includes('./cli.js') ? FIRST : key.replaceAll('--', '');
}

/** Runs the program with these words to note something down: which chunks it loads, or what V8 has compiled. */
async function warm(what, words) {
  const child = spawn(process.execPath, [WARM, ...what, ...words], { stdio: 'ignore', timeout: PATIENCE_MS });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
}

/** Bundles src/cli.ts and all that it loads, runs each verb to see what it takes, and writes the packs, their code caches and help. */
export async function writeProgram(options, entryPoints, words) {
  await build({ ...options, entryPoints: ['src/warm.ts'], outfile: WARM, format: 'cjs' });
  const chunks = await bundled(options, entryPoints);
  writePacks(chunks, () => FIRST);
  await writeHelp(words);
  const apart = Object.keys(entryPoints).map((name) => `./${name}.js`);
  const packs = packsFor(chunks, await runsOf(chunks, apart));
  writePacks(chunks, (name) => packs[name]);
  for (const [name, words] of Object.entries(RUNS)) {
    mkdirSync(`${CACHES}/${name}`, { recursive: true });
    // One after the other: what V8 compiles may depend on time.
    await warm(['code', `${CACHES}/${name}`], words);
  }
  rmSync(WARM);
}

/** The verbs that have code caches of their own. */
export const CACHED_VERBS = Object.keys(RUNS).filter((name) => name !== TERMINAL);
