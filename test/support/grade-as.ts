import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './installation.ts';

/** What a command of ours printed and how it ended. */
export interface GradeRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How the script ended, as the report tells. */
  readonly submission: { readonly endedBy: string; readonly exitCode: number | null; readonly output: string };
  readonly grade: {
    readonly type: string;
    readonly score: number;
    readonly maxScore: number;
    readonly checks: readonly { readonly id: string; readonly status: string; readonly actual: string; readonly reason: string }[];
  };
}

export interface GradeOptions {
  readonly cli: string;
  readonly account: Account;
  readonly lesson?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Words before the command. */
  readonly before?: readonly string[];
}

/** Grades a script with the installed program as somebody, from a folder of its own; fails where it prints no grade in two minutes and a half. */
export async function gradeAs(
  script: string,
  { cli, account, lesson = 'veth-direct', args = [], env = {}, before = [] }: GradeOptions,
): Promise<GradeRun> {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-threat-'));
  chmodSync(folder, 0o755);
  try {
    const file = join(folder, 'solution.sh');
    writeFileSync(file, script, { mode: 0o644 });
    const words = [...before, process.execPath, cli, 'lab', 'grade', lesson, '--solution', file, '--reporter', 'json', ...args];
    const { code, stdout, stderr } = await ended(words, { account, env, cwd: folder });
    const lines = stdout.trimEnd().split('\n');
    if (lines.length < 2) throw new Error(`no report, exit code ${code}: ${stderr}`);
    return { code, stdout, stderr, submission: JSON.parse(lines[0] ?? ''), grade: JSON.parse(lines.at(-1) ?? '') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ended(
  [file = '', ...words]: readonly string[],
  { account, env, cwd }: { account: Account; env: GradeOptions['env']; cwd: string },
) {
  const child = spawn(file, words, {
    ...{ cwd, uid: account.uid, gid: account.gid, timeout: 150_000, killSignal: 'SIGKILL' as const },
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', HOME: '/', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      printed[name] += chunk;
    });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, ...printed })),
  );
}
