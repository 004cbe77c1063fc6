import { chmodSync, writeFileSync } from 'node:fs';
import { NetscenarioError } from '../model/errors.ts';
import { show } from '../model/show.ts';

/** Who may read and run a script: everyone may, its owner may change it. */
const EXECUTABLE = 0o755;

/** What a lesson of one's own is written in: more work than what is printed here. */
const SOURCE = /\.[cm]?[jt]s$/;

/** Writes a file, replacing what it held; an executable one may then be run. Throws `NetscenarioError` where it cannot. */
export function save(path: string, text: string, { executable = false }: { readonly executable?: boolean } = {}): void {
  if (SOURCE.test(path))
    throw new NetscenarioError('usage', `${show(path)} is named like the module of a lesson, and would be replaced`, 'choose another name');
  try {
    writeFileSync(path, text);
    if (executable) chmodSync(path, EXECUTABLE);
  } catch (error) {
    throw new NetscenarioError('usage', `cannot write ${show(path)}: ${(error as Error).message}`, 'name a file in a folder of your own');
  }
}
