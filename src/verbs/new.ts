import { existsSync, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { EXIT, type ExitCode, NetscenarioError } from '../model/errors.ts';
import { say, type Words } from '../model/say.ts';
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

const ownFolder = (): string =>
  say({ en: 'choose a folder of your own: netscenario new NAME FOLDER', zh: '换成自己的文件夹：netscenario new NAME FOLDER' });

function usage(message: string, fix: string): NetscenarioError {
  return new NetscenarioError('usage', message, fix);
}

/** Throws where the name cannot be both a lesson's id and, with `.ts` behind it, its file's name. */
function assertName(name: string): void {
  const stem = /(?:^|\/)([a-z0-9][a-z0-9-]{0,63})(?:\.[cm]?[jt]s)?$/.exec(name.toLowerCase())?.[1];
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw usage(
      say({
        en: `${show(name)} is no name for a lesson: use small letters, digits and '-'`,
        zh: `${show(name)} 不能作课程的名字：只用小写字母、数字和 '-'`,
      }),
      stem
        ? say({
            en: `netscenario new ${stem}; the folder may follow as a second word`,
            zh: `netscenario new ${stem}；文件夹可以作为第二个词写在后面`,
          })
        : 'netscenario new my-lesson',
    );
  if (name.length > MAX_NAME)
    throw usage(
      say({
        en: `${show(name)} has ${name.length} characters; use at most ${MAX_NAME}`,
        zh: `${show(name)} 有 ${name.length} 个字符，最多 ${MAX_NAME} 个`,
      }),
      say({ en: 'choose a shorter name', zh: '换一个短一些的名字' }),
    );
  if (LESSON_IDS.includes(name))
    throw usage(
      say({ en: `${show(name)} comes with netscenario`, zh: `${show(name)} 是 netscenario 自带的` }),
      say({ en: 'choose another name', zh: '换一个名字' }),
    );
}

/** What is at a path; throws where that may not be seen. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw usage(
      say({
        en: `${show(path)} cannot be looked at (${(error as NodeJS.ErrnoException).code})`,
        zh: `无法查看 ${show(path)}（${(error as NodeJS.ErrnoException).code}）`,
      }),
      ownFolder(),
    );
  }
}

function assertFolder(folder: string): void {
  const stats = statsOf(folder);
  if (!stats)
    throw usage(say({ en: `there is no folder ${show(folder)}`, zh: `没有文件夹 ${show(folder)}` }), `mkdir -p ${quoteWord(folder)}`);
  if (!stats.isDirectory())
    throw usage(
      say({ en: `${show(folder)} is no folder`, zh: `${show(folder)} 不是文件夹` }),
      say({ en: 'give the folder that the lesson goes to, or leave it out', zh: '给出课程要放的文件夹，或不写' }),
    );
}

const FORBIDDEN: Words = { en: 'you may not write there', zh: '没有写入权限' };

const WHY: Readonly<Record<string, Words>> = {
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  // What procfs says where one tries.
  ENOENT: { en: 'nothing can be written there', zh: '那里不能写入' },
  EROFS: { en: 'its file system is read-only', zh: '文件系统是只读的' },
  ENOSPC: { en: 'the disk is full', zh: '磁盘已满' },
  EDQUOT: { en: 'the disk quota is used up', zh: '磁盘配额已用完' },
};

/** Writes a file that is not there yet; throws where it is, or cannot be written. */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw usage(
        say({ en: `${show(path)} is there already, and is left as it is`, zh: `${show(path)} 已经存在，保持不变` }),
        say({ en: 'choose another name, or another folder', zh: '换一个名字，或换一个文件夹' }),
      );
    const why = say(WHY[code] ?? { en: message, zh: message });
    throw usage(say({ en: `${show(path)} cannot be written: ${why}`, zh: `无法写入 ${show(path)}：${why}` }), ownFolder());
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
      say({
        en: `For an editor that completes: put "paths": { "netscenario": [${JSON.stringify(types)}] } into the compilerOptions of ${settings}`,
        zh: `要让编辑器能补全：把 "paths": { "netscenario": [${JSON.stringify(types)}] } 写进 ${settings} 的 compilerOptions`,
      }),
    ];
  writeNew(join(folder, 'tsconfig.json'), starterTsconfig(types));
  const made = join(folder, 'tsconfig.json');
  return [
    say({ en: `made ${made}, so that an editor knows what netscenario offers`, zh: `已创建 ${made}，编辑器由此知道 netscenario 提供什么` }),
  ];
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
    say({ en: `made ${path}, a lesson that holds as it is`, zh: `已创建 ${path}，这一课现在就成立` }),
    ...typesFor(resolve(folder)),
    '',
    `netscenario run ${word}        ${say({ en: 'builds it in a sandbox and checks it', zh: '在沙箱里搭建并检查' })}`,
    `netscenario explain ${word}    ${say({ en: 'shows it as a learner reads it', zh: '按学习者读到的样子显示' })}`,
    `netscenario prove ${word}      ${say({ en: 'shows which of its actions no check guards', zh: '显示哪些动作没有检查守着' })}`,
    '',
    say({ en: `How to write it: ${join(ROOT, 'docs/authoring.md')}`, zh: `写法见 ${join(ROOT, 'docs/authoring.md')}` }),
  ];
  write(`${lines.join('\n')}\n`);
  return EXIT.ok;
}
