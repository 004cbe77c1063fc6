import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherFacts } from '../../src/exec/facts.ts';
import type { Dialect } from '../../src/model/dialects.ts';
import { loadScenario } from '../../src/plan/catalogue.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { inventoryOf, publicAmong } from '../../src/script/inventory.ts';
import { printScript } from '../../src/script/script.ts';
import type { Form } from '../../src/script/words.ts';
import { brief } from './brief.ts';
import type { Account } from './installation.ts';
import { makeTempDir } from './temp-dir.ts';

const folder = makeTempDir();
chmodSync(folder, 0o755);
let written = 0;

/** A lesson planned for this machine, the brief one where nothing else is set. */
export async function planOf(lesson: string, set?: readonly string[], dialects: readonly Dialect[] = []): Promise<Plan> {
  return planScenario(await loadScenario(lesson), { set: set ?? (await brief(lesson)), facts: gatherFacts(), dialects });
}

/** The plan without the commands of one action; its checks stay those of the whole lesson. */
export function without(plan: Plan, omission: { readonly step: number; readonly action: number }): Plan {
  const steps = plan.steps.map((step, index) =>
    index === omission.step ? { ...step, actions: step.actions.filter((_, action) => action !== omission.action) } : step,
  );
  return { ...plan, steps };
}

export function print(plan: Plan, form: Form): string {
  return printScript(plan, { form, lang: 'en', packagesOf: (program) => Array.from({ length: 4 }, () => `package-of-${program}`) });
}

/** Writes a text to a file that everyone may read, in a folder that goes away with this process. */
export function writeScript(text: string): string {
  written += 1;
  const path = join(folder, `${written}.sh`);
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

/** A plan's script in a file. */
export function scriptOf(plan: Plan, form: Form): string {
  return writeScript(print(plan, form));
}

export interface ScriptEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Both streams, as they came. */
  readonly output: string;
}

export interface RunningScript {
  readonly child: ChildProcess;
  readonly ended: Promise<ScriptEnd>;
  /** Resolves once the output has this in it; rejects where the script ends before. */
  said(text: string): Promise<void>;
}

/**
 * Makes a machine to throw away: network, mount and process namespaces, /run and /tmp of its own, lo up. Words behind
 * it are a command in there; `$SCRIPT` is the script.
 */
const THROW_AWAY = `
mount -t proc proc /proc && mount -t tmpfs tmpfs /run && cp "$1" /run/script && mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir /run/netns && ip link set lo up && export SCRIPT=/run/script && shift && exec "$@"`;

/** The command that runs another on a machine to throw away. */
export function onThrowAway(script: string, command: readonly string[]): readonly string[] {
  return [
    'unshare',
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child=KILL',
    'bash',
    '-c',
    THROW_AWAY,
    'throw-away',
    script,
    ...command,
  ];
}

/** Longest time that one script may take before it counts as hung, in milliseconds. */
const HUNG_MS = 60_000;

interface ScriptOptions {
  readonly account?: Account;
  readonly env?: NodeJS.ProcessEnv;
  /** Where the command runs the script many times; else `HUNG_MS`. */
  readonly hungMs?: number;
}

export function startScript(command: readonly string[], options: ScriptOptions = {}): RunningScript {
  const [file = '', ...args] = command;
  const { account, env = {}, hungMs = HUNG_MS } = options;
  const identity = account && account.uid !== 0 ? { uid: account.uid, gid: account.gid } : {};
  const child = spawn(file, args, { ...identity, cwd: '/', env: { ...process.env, HOME: '/', ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let over = false;
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const look of waiting) look();
    });
  child.stdin?.on('error', () => undefined);
  const hung = setTimeout(() => child.kill('SIGKILL'), hungMs);
  const ended = once(child, 'close').then(([code, signal]): ScriptEnd => {
    clearTimeout(hung);
    over = true;
    for (const look of waiting) look();
    return { code, signal, output };
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!output.includes(text) && !over) return;
        waiting.delete(look);
        if (output.includes(text)) resolve();
        else reject(new Error(`it ended without saying "${text}":\n${output}`));
      };
      waiting.add(look);
      look();
    });
  return { child, ended, said };
}

/** Runs a script to its end with nothing to read. */
export function runScript(command: readonly string[], options: ScriptOptions = {}): Promise<ScriptEnd> {
  const { child, ended } = startScript(command, options);
  child.stdin?.end();
  return ended;
}

/** What a script for a machine has to be told: that it may use addresses which somebody may own. */
export function flagsOf(plan: Plan): string {
  return publicAmong(inventoryOf(plan).networks).length > 0 ? '--public' : '';
}

/** Every claim of a plan, as the script must print it. */
export function claimsOf({ steps }: Plan): readonly string[] {
  return steps.flatMap(({ checks }) => checks.map(({ claim }) => `  ok ${claim.en}: `));
}
