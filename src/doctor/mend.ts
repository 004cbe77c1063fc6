import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { installSteps, type RootStep } from '../exec/install.ts';
import type { Lack } from '../exec/needs.ts';
import { findManager, findTool, packagesFor } from '../exec/packages.ts';
import { run } from '../exec/process.ts';
import { isRoot } from '../exec/root.ts';
import { toolPath } from '../exec/tool-env.ts';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';

export interface MendOptions {
  /** The word after `--for`, for messages. */
  readonly asked: string | undefined;
  /** Do not ask first. */
  readonly yes: boolean;
  /** Whether a person types on standard input. */
  readonly typing: boolean;
  /** Tells what was done, or could not be, a line each. */
  say(line: string): void;
  /** Tells what is being done, since it may take a while. */
  progress(line: string): void;
}

/** The steps against these lacks, by root, in order: packages first, since the others may use them. Pure. */
export function rootSteps(lacks: readonly Lack[], manager: ReturnType<typeof findManager>, stubs: string): readonly RootStep[] {
  const packages = manager ? packagesFor([...new Set(lacks.flatMap(({ tools = [] }) => tools))], manager) : [];
  const commands = new Map(lacks.flatMap((lack) => lack.commands ?? []).map((argv) => [argv.join(' '), argv]));
  return [
    ...(manager ? installSteps(manager, packages, stubs) : []),
    ...[...commands].map(([typed, argv]): RootStep => ({ say: typed, argv })),
  ];
}

/** Stands in for what maintainer scripts start daemons with. */
const STARTERS = ['invoke-rc.d', 'deb-systemd-invoke'];

/** Mends what root can mend; resolves to false where there was nothing that could be tried, or the user did not want it. */
export async function mend(lacks: readonly Lack[], options: MendOptions): Promise<boolean> {
  const manager = findManager();
  const stubs = mkdtempSync(join(tmpdir(), 'netscenario-'));
  try {
    for (const name of STARTERS) symlinkSync('/bin/true', join(stubs, name));
    const steps = rootSteps(lacks, manager, stubs);
    if (steps.length === 0) return false;
    const asRoot = await permission(steps, options);
    if (!asRoot) return false;
    for (const step of steps) await take(step, asRoot, options);
    return true;
  } finally {
    rmSync(stubs, { recursive: true, force: true });
  }
}

/** The words before a command that root must run; undefined where the user said no. Throws where there is no way to root, or to ask. */
async function permission(steps: readonly RootStep[], { yes, typing, asked }: MendOptions): Promise<readonly string[] | undefined> {
  if (isRoot()) return [];
  const todo = steps.map((step) => step.say);
  if (!yes && !typing)
    throw new NetscenarioError(
      'usage',
      say({
        en: `${todo.join('; ')}: this takes root, and nobody types here who could be asked`,
        zh: `${todo.join(';')}：这需要 root，而这里没有人可以询问`,
      }),
      say({
        en: `netscenario doctor --fix --yes${asked ? ` --for ${asked}` : ''} does it without asking; or run this as root, or in a terminal`,
        zh: `netscenario doctor --fix --yes${asked ? ` --for ${asked}` : ''} 不询问就做；或以 root 身份运行，或在终端里运行`,
      }),
    );
  const sudo = findTool('sudo');
  if (!sudo) {
    const commands = steps.filter(({ optional }) => !optional).map(({ argv, typed }) => typed ?? argv.join(' '));
    throw new NetscenarioError(
      'unsupported',
      say({ en: 'mending takes root, and there is no sudo here', zh: '修复需要 root，而这里没有 sudo' }),
      say({ en: `as root: ${commands.join(' && ')}`, zh: `以 root 身份：${commands.join(' && ')}` }),
    );
  }
  if (!yes && !(await agreed(todo))) return undefined;
  return typing ? [sudo] : [sudo, '-n'];
}

async function agreed(todo: readonly string[]): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new Promise<never>((_, reject) => {
    terminal.once('SIGINT', () =>
      reject(new NetscenarioError('interrupted', say({ en: 'interrupted; nothing was changed', zh: '已中断；什么也没有改' }))),
    );
  });
  // A question that Ctrl-D leaves open is never answered.
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('no')));
  const question = terminal.question(
    `${say({ en: 'With sudo, netscenario would', zh: 'netscenario 要用 sudo 做这些：' })}\n${todo.map((line) => `  - ${line}\n`).join('')}${say({ en: 'Go on?', zh: '继续吗？' })} [Y/n] `,
  );
  try {
    const answer = await Promise.race([question, interrupted, closed]);
    return /^(y|yes)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** How much of what a failed command printed is shown. */
const LAST_LINES = 6;

async function take({ say: what, argv, optional }: RootStep, asRoot: readonly string[], options: MendOptions): Promise<void> {
  const [file = '', ...args] = [...asRoot, ...argv];
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  options.progress(`${what} ...`);
  const { exitCode, stdout, stderr } = await run(file, args, { ...env, PATH: toolPath() });
  if (exitCode === 0) options.say(say({ en: `done: ${what}`, zh: `完成：${what}` }));
  else if (!optional)
    options.say(
      [say({ en: `failed: ${what}`, zh: `失败：${what}` }), ...`${stdout}${stderr}`.trim().split('\n').slice(-LAST_LINES)].join('\n  | '),
    );
}
