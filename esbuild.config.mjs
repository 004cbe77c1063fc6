// Builds dist/: one chunk per verb and per lesson, shell templates precompiled, and declarations for authors' editors.
// What esbuild builds is not type-checked here: npm run types does that.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { writeDeclarations } from './declarations.mjs';

const LESSONS = readdirSync('scenarios')
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** Replaces the modules that read the source tree by what they find in it now. */
const frozen = {
  name: 'frozen',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(template|page|catalogue)-source\.ts$/ }, ({ path }) => ({ path: path.split('/').at(-1), namespace: 'frozen' }));
    onLoad({ filter: /^template-source/, namespace: 'frozen' }, async () => ({ contents: await templates(), resolveDir: '.' }));
    onLoad({ filter: /^page-source/, namespace: 'frozen' }, async () => ({ contents: await pages(), resolveDir: '.' }));
    onLoad({ filter: /^catalogue-source/, namespace: 'frozen' }, () => ({
      contents: `export const LESSONS = {${LESSONS.map((file) => `'${file.slice(0, -3)}': () => import('./scenarios/${file}')`)}};`,
      resolveDir: '.',
    }));
  },
};

/** The compiler of templates, itself built once. */
async function loadCompiler() {
  const compiler = 'node_modules/.cache/netscenario-compile.mjs';
  await build({
    entryPoints: ['src/render/compile.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: compiler,
  });
  return import(`./${compiler}`);
}

const compiler = loadCompiler();

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

async function templates() {
  const { precompileShell } = await compiler;
  const read = (folder, prefix = '') =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.sh.hbs'))
      .map(
        (file) =>
          `'${prefix}${file.slice(0, -'.sh.hbs'.length)}': ${precompileShell(`${folder}/${file}`, readFileSync(`${folder}/${file}`, 'utf8'))}`,
      );
  return `export const PARTIALS = {${read('templates/partials')}};
export const TEMPLATES = {${[...read('templates'), ...read('templates/sandbox', 'sandbox/'), ...read('templates/script', 'script/')]}};`;
}

rmSync('dist', { recursive: true, force: true });
const declarations = writeDeclarations();
await build({
  entryPoints: ['src/cli.ts', 'src/authoring.ts', 'src/located.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['jiti', 'elkjs'],
  // cliui, wrap-ansi and cli-truncate measure text with it; the usual one takes 35 ms to load, a third of the start.
  alias: { 'string-width': 'fast-string-width' },
  // cross-spawn, below execa, and yargs still call require.
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
  plugins: [frozen],
  logLevel: 'warning',
});
await declarations;
