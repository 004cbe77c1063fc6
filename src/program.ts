import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';

// Nothing here may load more of Node than Node itself has at start.

type Require = (name: string) => unknown;

/** A chunk as the bundler makes it: it fills its exports when it is first asked for. */
type Chunk = (module: { exports: unknown }, exports: unknown, require: Require) => void;

/** What the script of a pack evaluates to: its chunks by name; that of the first pack also tells which pack has which other chunk. */
type Pack = (
  filename: string,
  dirname: string,
) => { readonly chunks: Readonly<Record<string, Chunk>>; readonly packs?: Readonly<Record<string, string>> };

export interface Start {
  /** The file that is started, which stands for the file of every module; the packs are in `program/` beside it. */
  readonly filename: string;
  /** Node's own `require`, for what is in no pack. */
  readonly require: Require;
  /** What V8 has compiled of a pack before. */
  readonly codeCache: (pack: string) => Buffer | undefined;
  /** Told of each pack that is opened, and of each chunk that is run. */
  readonly opened?: (pack: string, script: Script) => void;
  readonly loaded?: (chunk: string) => void;
}

/** The pack with the chunk that everything begins with. */
const FIRST = 'first';
const ENTRY = './cli.js';

/** Runs the program (src/cli.ts) from its packs, as program.mjs has written them, opening those alone that it asks for. */
export function startProgram({ filename, require, codeCache, opened, loaded }: Start): void {
  const dirname = path.dirname(filename);
  const chunks: Record<string, Chunk> = {};
  const modules: Record<string, { exports: unknown }> = {};
  let packs: Readonly<Record<string, string>> = { [ENTRY]: FIRST };

  const open = (pack: string): void => {
    const file = path.join(dirname, 'program', `${pack}.js`);
    const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData: codeCache(pack) });
    opened?.(pack, script);
    const parts = (script.runInThisContext() as Pack)(filename, dirname);
    Object.assign(chunks, parts.chunks);
    packs = parts.packs ?? packs;
  };

  const load = (name: string): unknown => {
    const pack = packs[name];
    if (pack === undefined) return require(name);
    const known = modules[name];
    if (known) return known.exports;
    if (!chunks[name]) open(pack);
    const module = { exports: {} };
    modules[name] = module;
    loaded?.(name);
    chunks[name]?.(module, module.exports, load);
    return module.exports;
  };
  load(ENTRY);
}
