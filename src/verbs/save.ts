import { chmodSync, writeFileSync } from 'node:fs';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import { show } from '../model/show.ts';

/** Who may read and run a script: everyone may, its owner may change it. */
const EXECUTABLE = 0o755;

/** What a lesson of one's own is written in: more work than what is printed here. */
const SOURCE = /\.[cm]?[jt]s$/;

/** Writes a file, replacing what it held; an executable one may then be run. Throws `NetscenarioError` where it cannot. */
export function save(path: string, text: string, { executable = false }: { readonly executable?: boolean } = {}): void {
  if (SOURCE.test(path))
    throw new NetscenarioError(
      'usage',
      say({
        en: `${show(path)} is named like the module of a lesson, and would be replaced`,
        zh: `${show(path)} 像是课程模块的名字，会被覆盖`,
      }),
      say({ en: 'choose another name', zh: '换一个名字' }),
    );
  try {
    writeFileSync(path, text);
    if (executable) chmodSync(path, EXECUTABLE);
  } catch (error) {
    throw new NetscenarioError(
      'usage',
      say({ en: `cannot write ${show(path)}: ${(error as Error).message}`, zh: `无法写入 ${show(path)}：${(error as Error).message}` }),
      say({ en: 'name a file in a folder of your own', zh: '写到自己的文件夹里的文件' }),
    );
  }
}
