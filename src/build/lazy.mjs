// Lets the program load each kind of the vocabulary, and each shell template, when it is first asked for: a lesson uses a
// few of them. For the bundle only; a source tree, and what authors import, have all of them at once.
import { readFileSync } from 'node:fs';

const VOCABULARY = 'src/vocabulary';
const ENTRY = 'netscenario-template:';

/** Definitions by the name under which authors use them, as `all.ts` of the folder lists them: each with its kind and the chunk it is in. */
function definitionsIn(folder, definitions) {
  const listed = readFileSync(`${VOCABULARY}/${folder}/all.ts`, 'utf8').matchAll(/^export \{ (.*) \} from '\.\/(.*)\.ts';$/gm);
  return [...listed].flatMap(([, names, module]) =>
    names.split(', ').map((name) => ({
      ...{ name, kind: definitions[name].kind },
      ...{ file: `${VOCABULARY}/${folder}/${module}.ts`, chunk: `${folder}-${module}` },
    })),
  );
}

/** What src/vocabulary/index.ts exports, with a getter for each definition. */
function sourceOf({ object, table }, all) {
  const getters = all.map(({ name, chunk }) => `get ${name}(){return require('./${chunk}.js').${name}}`);
  const names = JSON.stringify(all.map(({ kind, name }) => [kind, name]));
  return `export const ${object}={${getters}};
const ${object}Names=new Map(${names});
export const ${table}={get:(kind)=>${object}[${object}Names.get(kind)],keys:()=>${object}Names.keys()};`;
}

/**
 * What esbuild needs for it: entry points of their own, and a plugin that has src/vocabulary/index.ts and the module of
 * templates name those chunks instead of bundling them. `templates` are the precompiled ones, by name.
 */
export function lazily({ definitions: { action, check }, templates }) {
  const actions = definitionsIn('actions', action);
  const checks = definitionsIn('checks', check);
  const chunkOf = (name) => `template-${name.replace('/', '-')}`;
  return {
    entryPoints: {
      ...Object.fromEntries([...actions, ...checks].map(({ chunk, file }) => [chunk, file])),
      ...Object.fromEntries(Object.keys(templates).map((name) => [chunkOf(name), ENTRY + name])),
    },
    plugin: {
      name: 'lazily',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^\.\/(actions|checks|template)-.*\.js$/ }, ({ path }) => ({ path, external: true }));
        onResolve({ filter: new RegExp(`^${ENTRY}`) }, ({ path }) => ({ path: path.slice(ENTRY.length), namespace: 'template' }));
        onLoad({ filter: /.*/, namespace: 'template' }, ({ path }) => ({ contents: `export const spec=${templates[path]};` }));
        onResolve({ filter: /\/template-source\.ts$/ }, () => ({ path: 'templates', namespace: 'lazily' }));
        onLoad({ filter: /^templates$/, namespace: 'lazily' }, () => ({
          contents: `export const TEMPLATES={${Object.keys(templates).map((name) => `'${name}':()=>require('./${chunkOf(name)}.js').spec`)}};`,
        }));
        onLoad({ filter: /\/src\/vocabulary\/index\.ts$/ }, () => ({
          contents: sourceOf({ object: 'action', table: 'ACTIONS' }, actions) + sourceOf({ object: 'check', table: 'CHECKS' }, checks),
          loader: 'js',
        }));
      },
    },
  };
}
