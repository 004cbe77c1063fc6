import { existsSync, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { EXIT, type ExitCode, NetscenarioError } from '../model/errors.ts';
import { show } from '../model/show.ts';
import { ROOT } from '../paths.ts';
import { LESSON_IDS } from '../plan/catalogue.ts';
import { quoteWord } from '../render/quote.ts';
import { starterLesson, starterTsconfig } from './starter.ts';

export interface NewOptions {
  readonly name: string;
  /** The folder that the file goes to. */
  readonly folder: string;
}

const MAX_NAME = 64;

const OWN_FOLDER = 'choose a folder of your own: netscenario new NAME FOLDER';

function usage(message: string, fix: string): NetscenarioError {
  return new NetscenarioError('usage', message, fix);
}

/** Throws where the name cannot be both a lesson's id and, with `.ts` behind it, its file's name. */
function assertName(name: string): void {
  const stem = /(?:^|\/)([a-z0-9][a-z0-9-]{0,63})(?:\.[cm]?[jt]s)?$/.exec(name.toLowerCase())?.[1];
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw usage(
      `${show(name)} is no name for a lesson: use small letters, digits and '-'`,
      stem ? `netscenario new ${stem}; the folder may follow as a second word` : 'netscenario new my-lesson',
    );
  if (name.length > MAX_NAME) throw usage(`${show(name)} has ${name.length} characters; use at most ${MAX_NAME}`, 'choose a shorter name');
  if (LESSON_IDS.includes(name)) throw usage(`${show(name)} comes with netscenario`, 'choose another name');
}

/** What is at a path; throws where that may not be seen. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw usage(`${show(path)} cannot be looked at (${(error as NodeJS.ErrnoException).code})`, OWN_FOLDER);
  }
}

function assertFolder(folder: string): void {
  const stats = statsOf(folder);
  if (!stats) throw usage(`there is no folder ${show(folder)}`, `mkdir -p ${quoteWord(folder)}`);
  if (!stats.isDirectory()) throw usage(`${show(folder)} is no folder`, 'give the folder that the lesson goes to, or leave it out');
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  // What procfs says where one tries.
  ENOENT: 'nothing can be written there',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

/** Writes a file that is not there yet; throws where it is, or cannot be written. */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw usage(`${show(path)} is there already, and is left as it is`, 'choose another name, or another folder');
    throw usage(`${show(path)} cannot be written: ${WHY[code] ?? message}`, OWN_FOLDER);
  }
}

/** The nearest of these files in a folder or one above it. */
function above(folder: string, ...names: readonly string[]): string | undefined {
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found || dirname(folder) === folder) return found;
  return above(dirname(folder), ...names);
}

/** Whether a file can be read and has this text in it. */
function holds(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes(text);
  } catch {
    return false;
  }
}

/** Lets an editor find the types, unless it does already; settings that are there are the author's, and left alone. */
function typesFor(folder: string): readonly string[] {
  const types = join(ROOT, 'dist/authoring.d.ts');
  if (above(folder, 'node_modules/netscenario')) return [];
  const settings = above(folder, 'tsconfig.json', 'jsconfig.json');
  // The settings that an earlier lesson brought along know the types already.
  if (settings && holds(settings, JSON.stringify(types))) return [];
  if (settings)
    return [
      `For an editor that completes: put "paths": { "netscenario": [${JSON.stringify(types)}] } into the compilerOptions of ${settings}`,
    ];
  writeNew(join(folder, 'tsconfig.json'), starterTsconfig(types));
  return [`made ${join(folder, 'tsconfig.json')}, so that an editor knows what netscenario offers`];
}

/** A path as one would type it here. */
function nearby(path: string): string {
  const near = relative('', path);
  if (near.startsWith('..')) return path;
  return near.includes('/') ? near : `./${near}`;
}

/** Writes a first lesson that holds as it is, and says what to do next. Throws `NetscenarioError` where the name is bad or nothing can be written. */
export function newVerb({ name, folder }: NewOptions, write: (text: string) => void): ExitCode {
  assertName(name);
  assertFolder(folder);
  const path = resolve(folder, `${name}.ts`);
  writeNew(path, starterLesson(name));
  const word = quoteWord(nearby(path));
  const lines = [
    `made ${path}, a lesson that holds as it is`,
    ...typesFor(resolve(folder)),
    '',
    `netscenario run ${word}        builds it in a sandbox and checks it`,
    `netscenario explain ${word}    shows it as a learner reads it`,
    `netscenario prove ${word}      shows which of its actions no check guards`,
    '',
    `How to write it: ${join(ROOT, 'docs/authoring.md')}`,
  ];
  write(`${lines.join('\n')}\n`);
  return EXIT.ok;
}
