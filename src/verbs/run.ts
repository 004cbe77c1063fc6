import { isPrivileged } from '../exec/privilege.ts';
import { clockMs } from '../model/clock.ts';
import type { Dialect } from '../model/dialects.ts';
import { EXIT, type ExitCode, NetscenarioError } from '../model/errors.ts';
import type { ToldMeasurement } from '../model/measurement.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { turn } from '../model/turn.ts';
import { openingOf } from '../plan/opening.ts';
import type { Plan } from '../plan/plan.ts';
import { chooseReporter, type ReporterName, type Terminal } from '../report/choose.ts';
import type { Reporter } from '../report/reporter.ts';
import { type Begun, EarlySandbox } from '../run/early-sandbox.ts';
import { type EngineResult, runPlan } from '../run/engine.ts';
import type { Counts, Measured } from '../run/events.ts';
import { missingKernelFeature } from '../run/kernel-features.ts';
import { leaveUnoptimized } from '../run/optimizing.ts';
import { assertRunnable, sandboxOptionsFor } from '../run/runnable.ts';
import { Timing } from '../run/timing.ts';
import type { Cleanup, Sandbox } from '../sandbox/sandbox.ts';
import type { Interrupts } from './interrupts.ts';
import { keepOpen } from './keep-open.ts';
import { preparePlan } from './prepare.ts';

export interface RunOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly dialects: readonly Dialect[];
  readonly reporter: ReporterName;
  readonly verbose: boolean;
  readonly diff: boolean;
  /** Files into which goes what was measured. */
  readonly data: readonly string[];
  readonly timing: boolean;
  readonly step: boolean;
  readonly keep: boolean;
  readonly until: string | undefined;
  /** How long a check may wait for its condition, in milliseconds. */
  readonly deadlineMs: number;
  readonly lang: Lang;
}

export interface RunContext {
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
  /** Whether a person types on standard input. */
  readonly typing: boolean;
  /** A sandbox that is being made already. */
  readonly early: EarlySandbox | undefined;
}

const NO_CHECKS: Counts = { passed: 0, failed: 0, skipped: 0 };

function exitCodeOf(result: EngineResult): ExitCode {
  return { held: EXIT.ok, failed: EXIT.checkFailed, broken: EXIT.stepFailed }[result.status];
}

/** Runs a lesson from its first step to its clean-up; resolves to the exit code. Throws `NetscenarioError` before anything is built. */
export async function runVerb(options: RunOptions, context: RunContext): Promise<ExitCode> {
  if (options.step && !context.typing)
    throw new NetscenarioError(
      'usage',
      say({ en: '--step asks before each step, and nobody types on this input', zh: '--step 在每一步之前询问，而这里没有人输入' }),
      say({ en: 'run it in a terminal, or leave --step out', zh: '在终端里运行，或去掉 --step' }),
    );
  const early = context.early ?? new EarlySandbox();
  const timing = new Timing(early.begunAtMs);
  try {
    return await runIn(early, options, { ...context, timing });
  } finally {
    await early.giveUp();
  }
}

interface Timed extends RunContext {
  readonly timing: Timing;
}

async function runIn(early: EarlySandbox, options: RunOptions, context: Timed): Promise<ExitCode> {
  const { timing } = context;
  // What the sandbox has said by now is heard, and it goes on while the plan is read.
  await turn();
  const plan = await timing.throughout('plan', () => preparePlan(options));
  // A lesson is small where nothing is set, and what it takes to load this would not be repaid.
  if (options.set.length > 0) await leaveUnoptimized();
  const files = options.data.length > 0 ? await import('./data-files.ts') : undefined;
  files?.assertDataFiles(options.data, plan);
  const began = clockMs();
  const name = (options.step || options.keep) && options.reporter === 'auto' ? 'plain' : options.reporter;
  const reporter = drawn(await chooseReporter(name, context.terminal, options.verbose), timing);
  const begun = await timing.throughout('sandbox', () => makeSandbox(plan, early, options.reporter === 'json' ? reporter : undefined));
  const { sandbox } = begun;
  const interrupted = new AbortController();
  context.interrupts.onFirst(() => {
    interrupted.abort();
    void sandbox.dispose();
  });
  reporter.on({
    type: 'run-started',
    scenario: plan.id,
    title: plan.title[options.lang],
    params: plan.params,
    isolation: isPrivileged() ? 'root' : 'user',
    ...(plan.steps.some(({ after }) => after.ovs) ? { ovsDatapath: plan.facts.ovsDatapath } : {}),
    steps: plan.steps.map(({ id, title }) => ({ id, title: title[options.lang] })),
  });
  const write = (measurement: ToldMeasurement): void =>
    files?.writeDataFiles(options.data, plan, { isolation: isPrivileged() ? 'root' : 'user', measurement });
  const { counts, code } = await judged(plan, { options, context, reporter, begun, interrupted: interrupted.signal, write });
  const ending = { reporter, sandbox, counts, code: context.interrupts.exitCode() ?? code, began };
  return finish(plan, { ...ending, timing, tellsTiming: options.timing });
}

/** Makes the sandbox; where this machine cannot run the plan, programs that read events are told so in events too. */
async function makeSandbox(plan: Plan, early: EarlySandbox, events: Reporter | undefined): Promise<Begun> {
  try {
    assertRunnable(plan);
    return await early.for(sandboxOptionsFor(plan), openingOf(plan));
  } catch (error) {
    if (events && error instanceof NetscenarioError) {
      const { message, fix, exitCode } = error;
      events.on({ type: 'problem', message, ...(fix ? { fix } : {}) });
      const cleanup = { ok: true, leftovers: [], durationMs: 0 };
      events.on({ type: 'summary', scenario: plan.id, ok: false, exitCode, checks: NO_CHECKS, durationMs: 0, cleanup });
    }
    throw error;
  }
}

/** A reporter whose drawing is counted. */
function drawn(reporter: Reporter, timing: Timing): Reporter {
  return { on: (event) => timing.during('printing', () => reporter.on(event)), close: () => reporter.close() };
}

interface Running {
  readonly options: RunOptions;
  readonly context: Timed;
  readonly reporter: Reporter;
  readonly begun: Begun;
  readonly interrupted: AbortSignal;
  /** Writes what was measured into the files that were asked for. */
  write(measurement: ToldMeasurement): void;
}

/** What a measurement is without being an event. */
function dataOf({ type: _type, step: _step, ...measurement }: Measured): ToldMeasurement {
  return measurement;
}

/** The expected ending that some work comes to, if it does. */
function faultIn(work: () => void): NetscenarioError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof NetscenarioError) return error;
    throw error;
  }
}

async function judged(
  plan: Plan,
  { options, context, reporter, begun, interrupted, write }: Running,
): Promise<{ counts: Counts; code: ExitCode }> {
  const { sandbox } = begun;
  let counts = NO_CHECKS;
  let unwritten: NetscenarioError | undefined;
  try {
    // It loads how to read a line.
    const pause = options.step ? (await import('./pause.ts')).pauseBefore : undefined;
    const result = await runPlan(plan, {
      channel: sandbox.channel,
      begun: begun.commands,
      emit: (event) => {
        if (event.type === 'check-finished') counts = { ...counts, [event.status]: counts[event.status] + 1 };
        reporter.on(event);
        if (event.type === 'measurement') unwritten = faultIn(() => write(dataOf(event)));
      },
      signal: interrupted,
      lang: options.lang,
      deadlineMs: options.deadlineMs,
      diff: options.diff,
      verbose: options.verbose,
      timing: context.timing,
      ...(pause
        ? { beforeStep: (step, number) => pause(step, number, { sandbox, plan, context, lang: options.lang, signal: interrupted }) }
        : {}),
    });
    // Not every program fails without the kernel's part: Open vSwitch goes on, and a check finds its device missing.
    const lack =
      result.status === 'held' ? undefined : await missingKernelFeature(plan.needs, { facts: plan.facts, channel: sandbox.channel });
    if (lack)
      reporter.on({
        type: 'problem',
        message: say({ en: `${plan.id} is skipped: this machine lacks ${lack.what}`, zh: `跳过 ${plan.id}：这台机器缺少 ${lack.what}` }),
        fix: lack.fix,
      });
    else if (result.brokenBy)
      reporter.on({
        type: 'problem',
        message: say({
          en: `a step's command failed, so nothing can be judged: ${result.brokenBy.command}`,
          zh: `步骤里的命令失败了，所以无法判定：${result.brokenBy.command}`,
        }),
      });
    if (unwritten) reporter.on({ type: 'problem', message: unwritten.message, ...(unwritten.fix ? { fix: unwritten.fix } : {}) });
    if (options.keep)
      await context.timing.throughout('waiting', () =>
        keepOpen(plan, { sandbox, context, lang: options.lang, silent: options.reporter === 'json' }),
      );
    const code = lack ? EXIT.skipped : exitCodeOf(result);
    return { counts, code: code === EXIT.ok && unwritten ? unwritten.exitCode : code };
  } catch (error) {
    await sandbox.dispose();
    if (interrupted.aborted) return { counts, code: EXIT.int };
    if (error instanceof NetscenarioError && error.code === 'sandbox') {
      reporter.on({ type: 'problem', message: error.message });
      return { counts, code: EXIT.stepFailed };
    }
    throw error;
  }
}

interface Finishing {
  readonly reporter: Reporter;
  readonly sandbox: Sandbox;
  readonly counts: Counts;
  readonly code: ExitCode;
  readonly began: number;
  readonly timing: Timing;
  readonly tellsTiming: boolean;
}

async function finish(plan: Plan, { reporter, sandbox, counts, code, began, timing, tellsTiming }: Finishing): Promise<ExitCode> {
  const cleanupBegan = clockMs();
  const cleanup: Cleanup = await timing.throughout('clean-up', () => sandbox.dispose());
  const exitCode = cleanup.ok ? code : EXIT.leftBehind;
  const now = clockMs();
  if (tellsTiming) {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    reporter.on({ type: 'timing', phases: timing.spent(), cpuMs: (userCPUTime + systemCPUTime) / 1000, memoryKb: maxRSS });
  }
  reporter.on({
    type: 'summary',
    scenario: plan.id,
    ok: exitCode === EXIT.ok,
    exitCode,
    checks: counts,
    durationMs: now - began,
    cleanup: { ...cleanup, durationMs: now - cleanupBegan },
  });
  await reporter.close();
  return exitCode;
}
