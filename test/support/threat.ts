import { spawn } from 'node:child_process';
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { type GradeOptions, type GradeRun, gradeAs } from './grade-as.ts';
import { type Account, accounts, installCopy } from './installation.ts';
import { exercise } from './submit.ts';
import { type Suite, suite } from './suite.ts';

type Options = Omit<GradeOptions, 'cli' | 'account'>;
type Body = (account: Account, grade: (script: string, options?: Options) => Promise<GradeRun>) => Promise<void>;

/** What declares a test of a line of the threat model in docs/grading.md, as root and as an ordinary user, and the suite that it is in. */
export function threats(name: string): { readonly line: (title: string, body: Body) => void; readonly test: Suite } {
  const test = suite(name);
  const installed = installCopy();
  test.after(() => installed.remove());
  const line = (title: string, body: Body): void => {
    for (const account of accounts())
      test(`${title} (${account.name})`, () =>
        body(account, (script, options = {}) => gradeAs(script, { cli: installed.cli, account, ...options })));
  };
  return { line, test };
}

const right = referenceSolution(await exercise('veth-direct'));

/** What is asked for, and then something hostile, whatever becomes of it. */
export const rightAnd = (hostile: string): string => `${right}\nset +e\n${hostile}`;

/** Prints a word for what it could do: one that a test does not want to see. */
export const could = (word: string, ...attempts: readonly string[]): string =>
  attempts.map((attempt) => `( ${attempt} ) >/dev/null 2>&1 && echo ${word}`).join('\n');

/** Fails unless all that is graded holds. */
export function full({ grade, code }: GradeRun): void {
  assert.is(grade.type, 'grade');
  assert.equal(
    grade.checks.filter(({ status }) => status !== 'passed'),
    [],
  );
  assert.is(code, 0);
}

/** What a command prints that somebody runs on the machine. */
export function shell(account: Account, command: string): Promise<string> {
  const child = spawn('bash', ['-c', command], { uid: account.uid, gid: account.gid, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve) => child.once('close', () => resolve(text.trim())));
}
