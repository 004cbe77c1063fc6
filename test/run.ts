/**
 * Runs test files and ends with `N passed, N failed, N skipped`: `node --import tsx test/run.ts [PART-OF-A-PATH …]`.
 *
 * A guard around uvu, which by itself exits 0 when a hook throws, when a suite is never run and when no file matches.
 * Each file has a process of its own, two at a time. A file may say at its top
 *
 *     // guard: alone              nothing else runs beside it
 *     // guard: deadline 300 s     it may take that long (else 120 s)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Message, Report } from './support/messages.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const AT_ONCE = 2;
const DEADLINE_SECONDS = 120;
/** A file that has reported must end by itself within this time; what keeps it alive was left open. */
const GRACE_MS = 10_000;
/** How often to say which files still run. */
const PATIENCE_MS = 30_000;

// Messages are tested in English unless a test says otherwise, whatever the machine speaks.
process.env['LC_ALL'] = 'C.UTF-8';

const inCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');

interface TestFile {
  readonly path: string;
  /** As shown: relative to the root of the tests. */
  readonly name: string;
  readonly alone: boolean;
  readonly deadlineMs: number;
}

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

function describeFile(root: string, name: string): TestFile {
  const path = join(root, name);
  const file = { path, name, alone: false, deadlineMs: DEADLINE_SECONDS * 1000 };
  for (const [line, wish = ''] of readFileSync(path, 'utf8').matchAll(/^\/\/ guard: (.*)$/gm)) {
    const seconds = /^deadline (\d+) s$/.exec(wish)?.[1];
    if (seconds) file.deadlineMs = Number(seconds) * 1000;
    else if (wish === 'alone') file.alone = true;
    else throw new Error(`${name}: the guard does not know '${line}'`);
  }
  return file;
}

function findFiles(root: string, patterns: readonly string[]): readonly TestFile[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.ts$/.test(name) && !name.startsWith('fixtures/'))
    .sort();
  const idle = patterns.find((pattern) => !names.some((name) => name.includes(pattern)));
  if (idle !== undefined || names.length === 0) throw new Error(`no test file matches ${idle === undefined ? `in ${root}` : `'${idle}'`}`);
  const wanted = names.filter((name) => patterns.length === 0 || patterns.some((pattern) => name.includes(pattern)));
  return wanted.map((name) => describeFile(root, name));
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of the group has ended.
  }
}

/** One file's process and what it has said so far. */
class FileRun {
  readonly file: TestFile;
  current = 'while it was being loaded';
  readonly #began = performance.now();
  readonly #child: ChildProcess;
  #output = '';
  readonly #lines: string[] = [];
  #skipped = 0;
  readonly #faults: string[] = [];
  #report: Report | undefined;
  #timer: NodeJS.Timeout;

  constructor(file: TestFile) {
    this.file = file;
    this.#child = spawn(process.execPath, ['--import', 'tsx', join(HERE, 'support/run-file.ts'), file.path], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#output += chunk;
      });
    this.#child.on('message', (message) => this.#hear(message as Message));
    this.#timer = this.#endAfter(file.deadlineMs, () => `no end after ${file.deadlineMs / 1000} s, ${this.current}`);
  }

  #endAfter(ms: number, fault: () => string): NodeJS.Timeout {
    return setTimeout(() => {
      this.#faults.push(fault());
      this.kill();
    }, ms);
  }

  #hear(message: Message): void {
    switch (message.type) {
      case 'test-started':
        this.current = `in the test "${message.name}"`;
        return;
      case 'told':
        this.#lines.push(message.line);
        return;
      case 'skipped':
        this.#skipped += 1;
        this.#lines.push(`skipped "${message.name}": ${message.reason}`);
        if (inCi && !message.allowedInCi) this.#faults.push(`CI takes no skips: "${message.name}" was skipped`);
        return;
      case 'report':
        this.#report = message;
        clearTimeout(this.#timer);
        this.#timer = this.#endAfter(GRACE_MS, () => 'its tests have ended, but something they left open keeps it running');
        return;
      default:
        message satisfies never;
    }
  }

  kill(): void {
    killGroup(this.#child);
  }

  /** Resolves once the process has ended and its result is printed. */
  async finish(totals: Totals): Promise<void> {
    const [code, signal] = await new Promise<[number | null, string | null]>((done) => {
      // What a test left running in the group would hold the pipes open, and `close` would never come.
      this.#child.once('exit', () => this.kill());
      this.#child.once('close', (...ending) => done(ending));
    });
    clearTimeout(this.#timer);
    const faults = [...this.#faults, ...(this.#report?.faults ?? [])];
    if (!this.#report && this.#faults.length === 0) faults.push(`ended by ${signal ?? `exit code ${code}`} ${this.current}`);
    else if (code !== 0 && this.#faults.length === 0)
      faults.push(`its tests have ended, but its process by ${signal ?? `exit code ${code}`}`);
    const { passed = 0, failed = 0 } = this.#report ?? {};
    if (passed + failed + faults.length + this.#skipped === 0) faults.push('it has no tests');
    this.#print({ passed, failed: failed + faults.length, skipped: this.#skipped }, faults);
    totals.passed += passed;
    totals.failed += failed + faults.length;
    totals.skipped += this.#skipped;
  }

  #print({ passed, failed, skipped }: Totals, faults: readonly string[]): void {
    const counts = [`${passed} passed`, ...(failed > 0 ? [`${failed} failed`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])];
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(2);
    const lines = [
      `${failed > 0 ? 'FAILED' : 'ok'} ${this.file.name}: ${counts.join(', ')} in ${seconds} s`,
      ...this.#lines.map((line) => `   ${line}`),
    ];
    if (failed > 0) lines.push(...this.#output.trimEnd().split('\n'), ...faults.map((fault) => `   fault: ${fault}`));
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

/** Runs files, as many at once as allowed; those that must be alone last. */
async function runAll(files: readonly TestFile[], running: Set<FileRun>): Promise<Totals> {
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  const work = async (waiting: TestFile[]): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const run = new FileRun(file);
      running.add(run);
      await run.finish(totals);
      running.delete(run);
    }
  };
  const together = files.filter(({ alone }) => !alone);
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(together)));
  await work(files.filter(({ alone }) => alone));
  return totals;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { root: { type: 'string' } } });
  const root = resolve(values.root ?? HERE);
  const patterns = positionals.map((pattern) => (pattern.startsWith('test/') ? relative('test', pattern) : pattern));
  const running = new Set<FileRun>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const run of running) run.kill();
      process.exit(1);
    });
  }
  const patience = setInterval(() => {
    for (const { file, current } of running) process.stdout.write(`… ${file.name} still runs, ${current}\n`);
  }, PATIENCE_MS);
  let totals: Totals = { passed: 0, failed: 1, skipped: 0 };
  try {
    totals = await runAll(findFiles(root, patterns), running);
  } catch (error) {
    process.stdout.write(`fault: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  clearInterval(patience);
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
  return totals.failed > 0 ? 1 : 0;
}

process.exitCode = await main();
