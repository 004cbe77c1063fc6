import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/paths.ts';
import { measurePair, wallTime } from './measure.ts';
import type { Result } from './table.ts';

/** How many lessons the two builds have. */
const FEW = 3;
const MANY = 100;

/** Lessons that other modules of the program name, so that every build has them; the others are made of the first. */
const KEPT = ['bridge-3ns', 'veth-direct', 'ovs-internal'].slice(0, FEW);

/** What is started, and what may grow in it. */
const STARTS = [['--help'], ['list'], ['explain', 'bridge-3ns'], ['render', 'bridge-3ns']];

/** A copy of the lesson under another id, as long as any. */
function copyOf(id: string, text: string): string {
  return text.replaceAll(/(?<=\bid: ')[\w-]+(?=',\n {2}title)/g, id);
}

/** Builds netscenario with so many lessons, the further ones copies of one under other ids; returns its program. */
function buildWith(count: number, folder: string): string {
  const files = readdirSync(ROOT).filter((name) => /\.(mjs|json)$/.test(name));
  for (const name of ['src', 'templates', 'scenarios', ...files]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((name) => name !== '.cache'))
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  const lesson = (id: string) => readFileSync(join(ROOT, 'scenarios', `${id}.ts`), 'utf8');
  const copies = Array.from({ length: count - KEPT.length }, (_, index) => `copy-${index + 1}`);
  for (const name of readdirSync(join(folder, 'scenarios')).filter((name) => name.endsWith('.ts') && !KEPT.includes(name.slice(0, -3))))
    rmSync(join(folder, 'scenarios', name));
  for (const id of copies) writeFileSync(join(folder, 'scenarios', `${id}.ts`), copyOf(id, lesson('bridge-3ns')));
  execFileSync(process.execPath, ['esbuild.config.mjs'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(folder, 'dist/netscenario');
}

/** Whether a start takes longer the more lessons there are: a build with many of them beside one with few, in turn. */
export async function measureGrowth(times: number, told: (result: Result) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-growth-'));
  try {
    const [few, many] = [FEW, MANY].map((count) => buildWith(count, join(folder, String(count))));
    for (const words of STARTS) {
      const sample = (program = '') => wallTime([program, ...words]);
      const what = words.join(' ');
      const row = {
        id: what,
        what: `${what}, of ${MANY} lessons`,
        against: `of ${FEW} lessons`,
        limit: 1.1,
        unit: 'ms',
        ours: sample(many),
        theirs: sample(few),
        needs: [],
      } as const;
      told({ row, times, measured: await measurePair(row, times) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
