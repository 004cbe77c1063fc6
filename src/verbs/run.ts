import { gatherFacts } from '../exec/facts.ts';
import { describeLacks, lacksOf, SANDBOX_NEEDS } from '../exec/needs.ts';
import { programLinks } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import { EXIT, type ExitCode, NetscenarioError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { show } from '../model/show.ts';
import type { Lang } from '../model/text.ts';
import { loadScenario } from '../plan/catalogue.ts';
import { type Omission, type Plan, planScenario } from '../plan/plan.ts';
import { chooseReporter, type ReporterName, type Terminal } from '../report/choose.ts';
import type { Reporter } from '../report/reporter.ts';
import { type EngineResult, runPlan } from '../run/engine.ts';
import type { Counts } from '../run/events.ts';
import { missingKernelFeature } from '../run/kernel-features.ts';
import { type Cleanup, Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';
import type { Interrupts } from './interrupts.ts';
import { pauseBefore } from './pause.ts';

export interface RunOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly reporter: ReporterName;
  readonly verbose: boolean;
  readonly diff: boolean;
  readonly step: boolean;
  readonly keep: boolean;
  readonly until: string | undefined;
  /** How long a check may wait for its condition, in milliseconds. */
  readonly deadlineMs: number;
  readonly lang: Lang;
  /** For the proof of the checks: leave this action out. */
  readonly omit?: Omission;
}

export interface RunContext {
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
  /** Whether a person types on standard input. */
  readonly typing: boolean;
}

/** Loads a lesson and plans it for this machine; throws `NetscenarioError` on bad input. */
export async function preparePlan(options: Pick<RunOptions, 'scenario' | 'set' | 'until' | 'omit'>): Promise<Plan> {
  const scenario = await loadScenario(options.scenario);
  const plan = planScenario(scenario, {
    set: options.set,
    facts: gatherFacts(),
    ...(options.omit ? { omit: options.omit } : {}),
  });
  return options.until === undefined ? plan : cutAfter(plan, options.until);
}

function cutAfter(plan: Plan, until: string): Plan {
  const ids = plan.steps.map(({ id }) => id);
  const index = /^\d+$/.test(until) ? Number(until) - 1 : ids.indexOf(until);
  if (index >= 0 && index < plan.steps.length) return { ...plan, steps: plan.steps.slice(0, index + 1) };
  const meant = nearest(until, ids);
  throw new NetscenarioError(
    'usage',
    `${plan.id} has no step ${show(until)}`,
    meant ? `did you mean ${meant}?` : `its steps are ${ids.join(', ')}`,
  );
}

/** What the sandbox of a plan must offer. */
export function sandboxOptionsFor(plan: Plan): SandboxOptions {
  return {
    uidRange: plan.needs.some(({ kind }) => kind === 'uid-range'),
    links: programLinks(),
  };
}

/** Throws where this machine lacks something that the plan needs. */
export function assertRunnable(plan: Plan): void {
  const lacks = lacksOf([...SANDBOX_NEEDS, ...plan.needs], plan.facts);
  if (lacks.length === 0) return;
  const { what, fix } = describeLacks([...new Map(lacks.map((lack) => [lack.what, lack])).values()]);
  throw new NetscenarioError('unsupported', `${plan.id} is skipped: this machine lacks ${what}`, fix);
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
      '--step asks before each step, and nobody types on this input',
      'run it in a terminal, or leave --step out',
    );
  const plan = await preparePlan(options);
  assertRunnable(plan);
  const began = performance.now();
  const name = (options.step || options.keep) && options.reporter === 'auto' ? 'plain' : options.reporter;
  const reporter = await chooseReporter(name, context.terminal, options.verbose);
  const sandbox = await Sandbox.create(sandboxOptionsFor(plan));
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
  const { counts, code } = await judged(plan, { options, context, reporter, sandbox, interrupted: interrupted.signal });
  return finish(plan, { reporter, sandbox, counts, code: context.interrupts.exitCode() ?? code, began });
}

interface Running {
  readonly options: RunOptions;
  readonly context: RunContext;
  readonly reporter: Reporter;
  readonly sandbox: Sandbox;
  readonly interrupted: AbortSignal;
}

async function judged(
  plan: Plan,
  { options, context, reporter, sandbox, interrupted }: Running,
): Promise<{ counts: Counts; code: ExitCode }> {
  let counts = NO_CHECKS;
  try {
    const result = await runPlan(plan, {
      channel: sandbox.channel,
      emit: (event) => {
        if (event.type === 'check-finished') counts = { ...counts, [event.status]: counts[event.status] + 1 };
        reporter.on(event);
      },
      signal: interrupted,
      lang: options.lang,
      deadlineMs: options.deadlineMs,
      diff: options.diff,
      verbose: options.verbose,
      ...(options.step
        ? { beforeStep: (step, number) => pauseBefore(step, number, { sandbox, plan, context, lang: options.lang, signal: interrupted }) }
        : {}),
    });
    // Not every program fails without the kernel's part: Open vSwitch goes on, and a check finds its device missing.
    const lack =
      result.status === 'held' ? undefined : await missingKernelFeature(plan.needs, { facts: plan.facts, channel: sandbox.channel });
    if (lack) reporter.on({ type: 'problem', message: `${plan.id} is skipped: this machine lacks ${lack.what}`, fix: lack.fix });
    else if (result.brokenBy)
      reporter.on({ type: 'problem', message: `a step's command failed, so nothing can be judged: ${result.brokenBy.command}` });
    if (options.keep) await keepOpen(plan, sandbox, context);
    return { counts, code: lack ? EXIT.skipped : exitCodeOf(result) };
  } catch (error) {
    if (interrupted.aborted) return { counts, code: EXIT.int };
    if (!(error instanceof NetscenarioError)) await sandbox.dispose();
    if (error instanceof NetscenarioError && error.code === 'sandbox') {
      reporter.on({ type: 'problem', message: error.message });
      return { counts, code: EXIT.stepFailed };
    }
    throw error;
  }
}

async function keepOpen(plan: Plan, sandbox: Sandbox, context: RunContext): Promise<void> {
  if (context.typing) context.terminal.write(`\n${plan.id} stays up until you leave this shell: try ip netns list, and exit to end it.\n`);
  await sandbox.shell(`[${plan.id}] # `, { terminal: context.typing });
}

interface Finishing {
  readonly reporter: Reporter;
  readonly sandbox: Sandbox;
  readonly counts: Counts;
  readonly code: ExitCode;
  readonly began: number;
}

async function finish(plan: Plan, { reporter, sandbox, counts, code, began }: Finishing): Promise<ExitCode> {
  const cleanupBegan = performance.now();
  const cleanup: Cleanup = await sandbox.dispose();
  const exitCode = cleanup.ok ? code : EXIT.leftBehind;
  const now = performance.now();
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
