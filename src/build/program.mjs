// Makes dist/program/, the program in packs, and dist/code-cache/, what V8 has compiled of them once a verb has run, which
// src/program.ts puts together; and dist/help/, what the program says of itself.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** A run that is started by Node alone, and so begins its sandbox itself. */
const ALONE = 'alone';

/** A run with a flag, which takes the parser, and one in which something is set, which plans too; no verbs either. */
const FLAGGED = 'flagged';
const SET = 'set';

/** A command line for each verb that is used often, by its first word; `other` serves all the rest. */
const RUNS = {
  '--help': ['--help'],
  other: ['mistyped'],
  list: ['list'],
  run: ['run', 'bridge-3ns'],
  [TERMINAL]: ['run', 'bridge-3ns'],
  [ALONE]: ['run', 'bridge-3ns'],
  [FLAGGED]: ['run', 'bridge-3ns', '--timing'],
  [SET]: ['run', 'bridge-3ns', '--set', 'namespaces=4'],
  explain: ['explain', 'bridge-3ns'],
  render: ['render', 'bridge-3ns'],
  diagram: ['diagram', 'bridge-3ns'],
  [DOCTOR]: [DOCTOR],
  __complete: ['__complete', 'zsh', 'netscenario run ', ''],
};

/** Those that are started as an installed netscenario is, which begins the sandbox of a run before the program. */
const BEGUN = ['run', TERMINAL, FLAGGED];
const LAUNCHER = 'dist/begin.sh';

/** What serves others than the verb that it is called after, in the order in which it is looked into. */
export const FOR_ALL = ['run', FLAGGED, SET, TERMINAL, DOCTOR];

/** The first chunk that a run loads once its sandbox is begun: what comes before is read by itself, so that this is soon. */
const SINCE_BEGUN = /^\.\/main-/;

/** What `run` loads before that. */
const BEGIN = 'run-begin';

/** The packs of each verb that has some of its own, in the order in which it takes them. They have all that its run above loads. */
export const OWN_PACKS = Object.fromEntries(
  Object.keys(RUNS)
    .filter((name) => ![TERMINAL, ALONE, FLAGGED, SET, DOCTOR].includes(name))
    .map((name) => [name, name === 'run' ? [BEGIN, 'run'] : [name]]),
);

/** What has not ended by then is told to, and has loaded and compiled enough. */
const PATIENCE_MS = 60_000;

/** The pack with what every run above loads, and the chunk that it begins with. */
const FIRST = 'first';
const ENTRY = './cli.js';

/** In this order packs take what the runs load: most other verbs need what a run takes, the parser, and what plans. */
const ORDER = [...new Set(['run', ALONE, FLAGGED, SET, ...Object.keys(RUNS)])].filter((name) => name !== DOCTOR);

/** How esbuild gives a chunk's exports, and asks for those of another; src/program.ts does either with less. */
const EXPORTS = /^(.*?)var stdin_exports=\{\};__export\(stdin_exports,(\{.*?\})\);module\.exports=__toCommonJS\(stdin_exports\);/s;
const OTHER_CHUNK = /__toESM\((require\("\.\/[^"]+"\))\)/g;

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
    define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname', NODE_VERSION: JSON.stringify(process.version) },
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const file = path.split('/').at(-1);
      const [, id] = /^scenarios\/(.*)\.ts$/.exec(metafile.outputs[`dist/${file}`].entryPoint ?? '') ?? [];
      return { name: `./${file}`, lesson: id, code: await packed(text) };
    }),
  );
}

/** A chunk as the body of a function of `exports`, `require` and `give` (src/program.ts). */
async function packed(text) {
  const options = { format: 'cjs', platform: 'node', target: 'node20', minifyWhitespace: true, supported: { 'dynamic-import': false } };
  const { code } = await transform(text, options);
  const [beginning, helpers = '', getters] = EXPORTS.exec(code) ?? [''];
  const rest = code
    .slice(beginning.length)
    .replace(OTHER_CHUNK, '$1')
    .replace(/0&&\(module\.exports=.*?\);\n?$/s, '');
  const body = `${rest.includes('__toESM(') ? helpers : ''}${getters ? `give(exports,${getters});` : ''}${rest}`;
  // It is read as Latin-1, which is quick. esbuild leaves tagged templates as they are written.
  return body.replace(/[^\t\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes a pack as one script: chunks as methods of a table, which V8 leaves alone until they are called. */
function writePack(pack, chunks) {
  const methods = chunks.map(({ name, code }) => `${JSON.stringify(name)}(exports,require,give){${code}}`);
  writeFileSync(`${PROGRAM}/${pack}.js`, `(function(__filename,__dirname){return{\n${methods.join(',\n')}\n}})`);
}

/** Writes the packs that have every chunk, and the table of which has which. */
function writePacks(chunks, packOf) {
  rmSync(PROGRAM, { recursive: true, force: true });
  mkdirSync(PROGRAM);
  const packs = Object.fromEntries(chunks.map(({ name }) => [name, packOf(name)]));
  for (const pack of new Set(Object.values(packs)))
    writePack(
      pack,
      chunks.filter(({ name }) => packs[name] === pack),
    );
  writeFileSync(`${PROGRAM}/packs.json`, JSON.stringify(packs));
}

/** What a run loads before its sandbox is begun, and after that. */
function partedByBeginning(names) {
  const begun = names.findIndex((name) => SINCE_BEGUN.test(name));
  if (begun < 0) throw new Error('a run loads nothing once its sandbox is begun');
  return [names.slice(0, begun), names.slice(begun)];
}

/** Writes the packs of the verbs that have some of their own: what each loads, in that order. */
function writeOwnPacks(chunks, loads) {
  // Whoever begins the sandbox of a run, what that takes is read at once.
  const [begun, alone] = [loads.run, loads[ALONE]].map(partedByBeginning);
  const names = (verb) => (verb === 'run' ? [0, 1].map((part) => [...new Set([...begun[part], ...alone[part]])]) : [loads[verb]]);
  for (const [verb, packs] of Object.entries(OWN_PACKS))
    for (const [index, pack] of packs.entries())
      writePack(
        pack,
        names(verb)[index].flatMap((name) => chunks.find((chunk) => chunk.name === name) ?? []),
      );
}

/** Keeps the help of the program and of each verb, in each language, as the program prints it. */
async function writeHelp({ verbs, languages }) {
  const run = promisify(execFile);
  const asked = languages.flatMap((lang) => ['--help', ...verbs].map((name) => ({ lang, name })));
  const answers = await Promise.all(
    asked.map(({ lang, name }) => run(process.execPath, [WARM, 'nothing', '', '', ...new Set([name, '--help']), '--lang', lang])),
  );
  // Only now, lest the program should answer with what is there already.
  for (const lang of languages) mkdirSync(`${HELP}/${lang}`, { recursive: true });
  for (const [index, { lang, name }] of asked.entries()) writeFileSync(`${HELP}/${lang}/${name}`, answers[index].stdout);
}

/** The chunks that each run loads, in order. */
async function loadsOf() {
  rmSync(CHUNKS_RUN, { recursive: true, force: true });
  mkdirSync(CHUNKS_RUN, { recursive: true });
  await Promise.all(Object.keys(RUNS).map((name) => warm('chunks', `${CHUNKS_RUN}/${name}`, name)));
  // One that had to be stopped has left no notes; what it alone loads stays by itself.
  const noted = (name) => (existsSync(`${CHUNKS_RUN}/${name}`) ? readFileSync(`${CHUNKS_RUN}/${name}`, 'utf8').split('\n') : []);
  return Object.fromEntries(Object.keys(RUNS).map((name) => [name, noted(name)]));
}

/** Which runs load each chunk, by its name; of the `apart` ones, `doctor` is not told: it loads all that any lesson needs. */
function runsOf(chunks, loads, apart) {
  const runs = Object.fromEntries(chunks.map(({ name }) => [name, []]));
  for (const [run, names] of Object.entries(loads))
    for (const name of names) if (run !== DOCTOR || !apart.includes(name)) runs[name]?.push(run);
  return runs;
}

/**
 * Which pack each chunk goes to, for verbs that have no packs of their own and for what those lack: to one with all those that a run
 * loads and none before it does, a lesson to one of its own. What no run loads stays by itself.
 */
function packsFor(chunks, runs) {
  const entry = chunks.find(({ name }) => name === ENTRY);
  const packOf = ({ name, lesson }) => {
    if (lesson) return lesson;
    const loadedBy = (...all) => all.every((run) => runs[name].includes(run));
    if (runs[name].length === runs[entry.name].length) return FIRST;
    // A task list is laid out by what lays out help, and takes nothing else of the parser.
    if (loadedBy('list', FLAGGED)) return loadedBy(TERMINAL) && !loadedBy('run') ? 'layout' : 'parser';
    // What `doctor` alone loads are parts of what lessons may need, and each lesson needs others.
    const run = ORDER.find((one) => loadedBy(one));
    return run ? `of-${run.replaceAll('--', '')}` : name.slice(2, -3);
  };
  return Object.fromEntries(chunks.map((chunk) => [chunk.name, packOf(chunk)]));
}

/** Makes one of the runs to note something down: which chunks it loads, or what V8 has compiled. */
async function warm(what, target, name) {
  const program = [process.execPath, WARM, what, target, name === TERMINAL ? 'terminal' : '', ...RUNS[name]];
  const [file, ...words] = BEGUN.includes(name) ? ['bash', LAUNCHER, RUNS[name][1], ...program] : program;
  // The program does not take /dev/null for a terminal; what is not one believes that it is, as src/warm.ts says.
  const stdout = name === TERMINAL ? openSync('/dev/zero', 'w') : 'ignore';
  const child = spawn(file, words, { stdio: ['ignore', stdout, 'ignore'], timeout: PATIENCE_MS });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
}

/** Bundles src/cli.ts and all that it loads, runs each verb to see what it takes, and writes the packs, their code caches and help. */
export async function writeProgram(options, entryPoints, words) {
  await build({ ...options, entryPoints: ['src/warm.ts'], outfile: WARM, format: 'cjs' });
  const chunks = await bundled(options, entryPoints);
  writePacks(chunks, () => FIRST);
  await writeHelp(words);
  const apart = Object.keys(entryPoints).map((name) => `./${name}.js`);
  const loads = await loadsOf();
  const packs = packsFor(chunks, runsOf(chunks, loads, apart));
  writePacks(chunks, (name) => packs[name]);
  writeOwnPacks(chunks, loads);
  for (const name of Object.keys(RUNS).filter((name) => name !== ALONE)) {
    mkdirSync(`${CACHES}/${name}`, { recursive: true });
    // One after the other: what V8 compiles may depend on time.
    await warm('code', `${CACHES}/${name}`, name);
  }
  rmSync(WARM);
}
