import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAN_FOLDER } from './ready-source.ts';

/** The text of a file that the build has kept of a lesson; `undefined` where it has kept none, or the word is no lesson's id. */
export function readyText(id: string, kind: string): string | undefined {
  if (PLAN_FOLDER === undefined || !/^[a-z][a-z0-9-]*$/.test(id)) return undefined;
  try {
    return readFileSync(join(PLAN_FOLDER, `${id}.${kind}.json`), 'utf8');
  } catch {
    // There is no such lesson, or a build is under way.
    return undefined;
  }
}
