import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Grade } from './grade.ts';
import { labName } from './kinds.ts';

const entry = v.object({ score: v.number(), maxScore: v.number(), times: v.number(), at: v.string() });
const file = v.record(v.string(), entry);

/** The best grade of each lab by its name and kind, how often it was done, and when last (ISO 8601). */
export type Progress = v.InferOutput<typeof file>;

/** Where it is kept (XDG Base Directory Specification). */
export function progressPath(env: NodeJS.ProcessEnv = process.env): string {
  const state = env['XDG_STATE_HOME'];
  return join(state?.startsWith('/') ? state : join(homedir(), '.local/state'), 'netscenario/progress.json');
}

/** What was kept; nothing where there is no such file, or none that can be read. */
export function readProgress(path: string): Progress {
  try {
    const read = v.safeParse(file, JSON.parse(readFileSync(path, 'utf8')));
    return read.success ? read.output : {};
  } catch {
    return {};
  }
}

/** Keeps a grade where it is the best of its lab and kind, and that the lab was done once more. Throws where the file cannot be written. */
export function keepProgress(path: string, grade: Pick<Grade, 'lab' | 'kind' | 'score' | 'maxScore'>, now: Date): void {
  const { score, maxScore } = grade;
  const lab = labName({ id: grade.lab, kind: grade.kind });
  const progress = readProgress(path);
  const before = progress[lab];
  const best = before !== undefined && before.maxScore === maxScore ? Math.max(before.score, score) : score;
  const kept: Progress = { ...progress, [lab]: { score: best, maxScore, times: (before?.times ?? 0) + 1, at: now.toISOString() } };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(kept, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
