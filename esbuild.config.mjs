// Builds dist/: one chunk per verb and per lesson, shell templates precompiled. Types are checked by tsc alone.
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const LESSONS = readdirSync('scenarios')
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** Replaces the two modules that read the source tree by what they find in it now. */
const frozen = {
  name: 'frozen',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(template|catalogue)-source\.ts$/ }, ({ path }) => ({ path: path.split('/').at(-1), namespace: 'frozen' }));
    onLoad({ filter: /^template-source/, namespace: 'frozen' }, async () => ({ contents: await templates(), resolveDir: '.' }));
    onLoad({ filter: /^catalogue-source/, namespace: 'frozen' }, () => ({
      contents: `export const LESSONS = {${LESSONS.map((file) => `'${file.slice(0, -3)}': () => import('./scenarios/${file}')`)}};`,
      resolveDir: '.',
    }));
  },
};

async function templates() {
  const compiler = 'node_modules/.cache/netscenario-compile.mjs';
  await build({
    entryPoints: ['src/render/compile.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: compiler,
  });
  const { precompileShell } = await import(`./${compiler}`);
  const { readFileSync } = await import('node:fs');
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
await build({
  entryPoints: ['src/cli.ts', 'src/authoring.ts'],
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
