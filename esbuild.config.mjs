// Builds dist/: the program with its shell templates precompiled, what authors import, and declarations for their editors.
// What esbuild builds is not type-checked here: npm run types does that.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { writeDeclarations } from './src/build/declarations.mjs';
import { lazily } from './src/build/lazy.mjs';
import { light } from './src/build/light.mjs';
import { NODE_FLAGS, NODE_HEAD } from './src/build/own-node.mjs';
import { FOR_ALL, OWN_PACKS, writeProgram } from './src/build/program.mjs';

const LESSONS = readdirSync('scenarios')
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** Replaces the modules that read the source tree by what they find in it now. */
const frozen = {
  name: 'frozen',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(template|page|catalogue|index|labs|help|ready)-source\.ts$/ }, ({ path }) => ({
      path: path.split('/').at(-1),
      namespace: 'frozen',
    }));
    onLoad({ filter: /^template-source/, namespace: 'frozen' }, async () => ({
      contents: `export const TEMPLATES = {${Object.entries(await templates).map(([name, spec]) => `'${name}': () => (${spec})`)}};`,
    }));
    onLoad({ filter: /^page-source/, namespace: 'frozen' }, async () => ({ contents: await pages(), resolveDir: '.' }));
    onLoad({ filter: /^index-source/, namespace: 'frozen' }, async () => ({
      contents: `export const lessonIndex = async () => ${JSON.stringify(await lessonIndex())};`,
    }));
    onLoad({ filter: /^labs-source/, namespace: 'frozen' }, async () => ({
      contents: `export const labIndex = async () => ${JSON.stringify(await labIndex())};`,
    }));
    onLoad({ filter: /^help-source/, namespace: 'frozen' }, () => ({ contents: "export const HELP_FOLDER = __dirname + '/help';" }));
    onLoad({ filter: /^ready-source/, namespace: 'frozen' }, () => ({ contents: "export const PLAN_FOLDER = __dirname + '/plans';" }));
    onLoad({ filter: /^catalogue-source/, namespace: 'frozen' }, () => ({
      contents: `export const LESSONS = {${LESSONS.map((file) => `'${file.slice(0, -3)}': () => import('./scenarios/${file}')`)}};`,
      resolveDir: '.',
    }));
  },
};

/** Builds a module that the build itself needs, and imports it. */
async function built(entry, options) {
  const outfile = `node_modules/.cache/netscenario-${entry.split('/').at(-1).replace('.ts', '.mjs')}`;
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile, ...options });
  return import(`./${outfile}`);
}

/** The compiler of templates. */
const compiler = built('src/render/compile.ts', { packages: 'external' });

async function pages() {
  const { precompilePage } = await compiler;
  const read = (folder, kind) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(`.${kind}.hbs`))
      .map(
        (file) =>
          `'${file.slice(0, -`.${kind}.hbs`.length)}': ${precompilePage(`${folder}/${file}`, readFileSync(`${folder}/${file}`, 'utf8'))}`,
      );
  const all = (folder) => `{md:{${read(folder, 'md')}},html:{${read(folder, 'html')}}}`;
  return `export const PAGE_PARTIALS = ${all('templates/partials')};
export const PAGES = ${all('templates')};`;
}

/** Every shell template, precompiled, by name. */
const templates = compiler.then(({ precompileShell }) => {
  const texts = (folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.sh.hbs'))
      .map((file) => [file.slice(0, -'.sh.hbs'.length), readFileSync(`${folder}/${file}`, 'utf8')]);
  const partials = Object.fromEntries(texts('templates/partials'));
  const read = (folder, prefix = '') =>
    texts(folder).map(([name, text]) => [prefix + name, precompileShell(`${folder}/${name}.sh.hbs`, text, partials)]);
  const folders = ['dialect', 'diagnose', 'sandbox', 'script'].flatMap((folder) => read(`templates/${folder}`, `${folder}/`));
  return Object.fromEntries([...read('templates'), ...folders]);
});

/** What the list of lessons holds, told by the lessons themselves. */
async function lessonIndex() {
  const { indexLessons } = await built('src/plan/lesson-index.ts', { external: ['jiti', 'handlebars'], plugins: [frozen] });
  return indexLessons();
}

/** Which exercises the lessons are. */
async function labIndex() {
  const { indexLabs } = await built('src/lab/labs.ts', { external: ['jiti', 'handlebars'], plugins: [frozen] });
  return indexLabs();
}

/** The plans of the lessons, and what a run of each begins with, by file. */
async function plans() {
  const options = { external: ['jiti', 'handlebars'], plugins: [frozen] };
  const { planLessons, plannedFiles } = await built('src/plan/lessons-planned.ts', options);
  const { requestFiles } = await built('src/run/first-requests.ts', options);
  const lessons = await planLessons();
  return Object.assign(plannedFiles(lessons), ...lessons.map(({ id, opening }) => requestFiles(id, opening)));
}

/** What starts the program, by file. */
async function launcher() {
  const { launcherFiles } = await built('src/run/launcher.ts', { external: ['jiti', 'handlebars'], plugins: [frozen] });
  return launcherFiles({ flags: Object.keys(NODE_FLAGS), headBytes: NODE_HEAD.length });
}

/** How all of it is built. */
const options = {
  bundle: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  target: 'node20',
  external: ['jiti', 'elkjs'],
  // cliui, wrap-ansi and cli-truncate measure text by it; the usual one takes 35 ms to load, a third of the start.
  alias: { 'string-width': './src/model/string-width.ts' },
  plugins: [frozen, light],
  define: { OWN_PACKS: JSON.stringify(OWN_PACKS), FOR_ALL: JSON.stringify(FOR_ALL), NODE_FLAGS: JSON.stringify(NODE_FLAGS) },
  logLevel: 'warning',
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/plans', { recursive: true });
// Node starts a CommonJS module sooner.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');
const declarations = writeDeclarations();
for (const [file, text] of Object.entries(await plans())) writeFileSync(`dist/plans/${file}`, text);
for (const [file, text] of Object.entries(await launcher())) writeFileSync(`dist/${file}`, text, { mode: 0o755 });
writeFileSync('dist/node-head', NODE_HEAD);
await build({
  ...options,
  entryPoints: { cli: 'src/start.ts', authoring: 'src/authoring.ts' },
  outdir: 'dist',
  format: 'cjs',
});
const { VERBS: verbs } = await built('src/verbs/flags.ts');
const { LANGUAGES: languages } = await built('src/model/say.ts');
const lazy = lazily({ definitions: await built('src/vocabulary/index.ts', { packages: 'external' }), templates: await templates });
await Promise.all([
  declarations,
  writeProgram({ ...options, plugins: [lazy.plugin, ...options.plugins] }, lazy.entryPoints, { verbs, languages }),
]);
