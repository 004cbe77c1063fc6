import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';

// Nothing here may load more of Node than Node itself has at start.

type Require = (name: string) => unknown;

/** Gives a chunk's exports, by their names, as what they are when somebody looks at them. */
type Export = (exports: object, getters: Readonly<Record<string, () => unknown>>) => void;

/** A chunk as the build writes it: it fills its exports when it is first asked for. */
type Chunk = (exports: object, require: Require, give: Export) => void;

/** What the script of a pack evaluates to: its chunks by name. */
type Pack = (filename: string, dirname: string) => Readonly<Record<string, Chunk>>;

export interface Start {
  /** The file that is started, which stands for the file of every module; the packs are in `program/` beside it. */
  readonly filename: string;
  /** Node's own `require`, for what is in no pack. */
  readonly require: Require;
  /** Packs to look into first, in this order: those of the verb that is asked for. */
  readonly own: readonly string[];
  /** What V8 has compiled of a pack before. */
  readonly codeCache: (pack: string) => Buffer | undefined;
  /** Told of each pack that is opened, and of each chunk that is run. */
  readonly opened?: (pack: string, script: Script) => void;
  readonly loaded?: (chunk: string) => void;
}

/** The chunk that everything begins with. */
const ENTRY = './cli.js';

/** The file that tells which pack has which chunk. */
const TABLE = 'packs.json';

const give: Export = (exports, getters) => {
  for (const name in getters) Object.defineProperty(exports, name, { get: getters[name] as () => unknown, enumerable: true });
};

/** Runs the program (src/cli.ts) from its packs, as src/build/program.mjs has written them, opening those alone that it asks for. */
export function startProgram({ filename, require, own, codeCache, opened, loaded }: Start): void {
  const dirname = path.dirname(filename);
  const chunks: Record<string, Chunk> = {};
  const modules: Record<string, object> = {};
  const next = [...own];
  let table: Readonly<Record<string, string>> | undefined;

  const open = (pack: string): void => {
    const file = `${dirname}/program/${pack}.js`;
    const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData: codeCache(pack) });
    opened?.(pack, script);
    Object.assign(chunks, (script.runInThisContext() as Pack)(filename, dirname));
  };

  const find = (name: string): Chunk | undefined => {
    for (let pack = next.shift(); pack !== undefined; pack = next.shift()) {
      open(pack);
      if (chunks[name]) return chunks[name];
    }
    table ??= JSON.parse(readFileSync(`${dirname}/program/${TABLE}`, 'utf8')) as Record<string, string>;
    if (table[name] !== undefined) open(table[name]);
    return chunks[name];
  };

  const load = (name: string): unknown => {
    if (!name.startsWith('./')) return require(name);
    const known = modules[name];
    if (known) return known;
    const chunk = chunks[name] ?? find(name);
    if (!chunk) throw new Error(`the program has no part ${name}: build it again (npm run build)`);
    const exports = {};
    modules[name] = exports;
    loaded?.(name);
    chunk(exports, load, give);
    return exports;
  };
  load(ENTRY);
}
