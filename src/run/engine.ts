import type { FailureExplainer } from '../diagnosis/failures.ts';
import { clockMs } from '../model/clock.ts';
import type { Network } from '../model/network.ts';
import { say } from '../model/say.ts';
import { turn } from '../model/turn.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { type CheckContext, runWave, wavesOf } from './checker.ts';
import { Commands, type CommandsOptions } from './commands.ts';
import type { CheckFinished, Counts, StepStatus } from './events.ts';
import { NetworkWatch } from './network-watch.ts';
import type { Phase, Timing } from './timing.ts';

export interface EngineOptions extends CommandsOptions {
  readonly signal: AbortSignal;
  /** How long a check may wait for its condition. */
  readonly deadlineMs: number;
  /** Say after each step what changed in the network. */
  readonly diff: boolean;
  /** Whether to compare the kernel's network with the expected one after each step; yes unless only the lesson's own checks are on trial. */
  readonly compare?: boolean;
  /** Whether to walk the way of a packet that is not answered, and to prove what stops it; yes unless nobody reads why. */
  readonly diagnose?: boolean;
  readonly timing?: Timing | undefined;
  /** Called before each step; `false` ends the run there. */
  beforeStep?(step: PlannedStep, number: number): Promise<boolean>;
}

export interface EngineResult {
  readonly status: 'held' | 'failed' | 'broken';
  readonly counts: Counts;
  /** The command that ended the run, where one did. */
  readonly brokenBy: CommandResult | undefined;
}

/** Why the steps after one that ended the run are skipped. */
const SKIPPED_SINCE = {
  failed: { en: 'the step before it does not hold', zh: '前一步不成立' },
  broken: { en: 'the step before it could not be done', zh: '前一步没做成' },
  left: { en: 'the run was ended before it', zh: '运行在它之前结束了' },
} as const;

/** Runs a plan step by step inside a sandbox and judges it; everything that happens is emitted. */
export async function runPlan(plan: Plan, options: EngineOptions): Promise<EngineResult> {
  const engine = new Engine(plan, options);
  return engine.run();
}

class Engine {
  readonly #plan: Plan;
  readonly #options: EngineOptions;
  readonly #watch: NetworkWatch;
  readonly #commands: Commands;
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #brokenBy: CommandResult | undefined;

  constructor(plan: Plan, options: EngineOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#watch = new NetworkWatch(plan, options);
    this.#commands = new Commands(options);
  }

  async run(): Promise<EngineResult> {
    const { steps } = this.#plan;
    let ended: 'failed' | 'broken' | 'left' | undefined;
    let before = this.#plan.before;
    if (this.#options.diff) await this.#watch.begin();
    for (const [index, step] of steps.entries()) {
      if (ended) {
        this.#skip(step, say(SKIPPED_SINCE[ended]));
        continue;
      }
      const { beforeStep } = this.#options;
      if (beforeStep && !(await this.#counted('waiting', () => beforeStep(step, index + 1)))) {
        ended = 'left';
        this.#skip(step, say(SKIPPED_SINCE[ended]));
        continue;
      }
      const status = await this.#step(step, index, before);
      if (status === 'failed' || status === 'broken') ended = status;
      before = step.after;
    }
    return {
      status: ended === 'left' ? 'held' : (ended ?? 'held'),
      counts: { passed: this.#passed, failed: this.#failed, skipped: this.#skipped },
      brokenBy: this.#brokenBy,
    };
  }

  async #step(step: PlannedStep, index: number, before: Network): Promise<StepStatus> {
    const { emit, lang } = this.#options;
    const began = clockMs();
    const commands = step.actions.reduce((sum, action) => sum + action.commands.length, 0);
    emit({
      type: 'step-started',
      step: step.id,
      number: index + 1,
      total: this.#plan.steps.length,
      title: step.title[lang],
      why: step.why[lang],
      commands,
      checks: step.checks.length,
    });
    // What is drawn at once is drawn before a command's time begins, or it would count as the command's.
    await this.#counted('printing', () => turn());
    const finish = (status: StepStatus): StepStatus => {
      emit({ type: 'step-finished', step: step.id, status, durationMs: clockMs() - began });
      return status;
    };
    this.#brokenBy = await this.#counted('commands', () => this.#loadingWhile(this.#commands.act(step), index));
    if (this.#brokenBy) {
      this.#skipChecks(step, say({ en: "one of the step's commands failed", zh: '这一步有命令失败' }));
      return finish('broken');
    }
    let failed = await this.#counted('reading', () => this.#departs(step, before));
    if (step.note && step.checks.length > 0) emit({ type: 'note', step: step.id, text: step.note[lang] });
    failed = (await this.#counted('reading', () => this.#check(step))) || failed;
    if (this.#options.diff) {
      const changes = await this.#counted('reading', () => this.#watch.changes(step));
      emit({ type: 'changes', step: step.id, changes });
    }
    return finish(failed ? 'failed' : 'passed');
  }

  /**
   * Makes ready what looks at a step, and loads what judges it and the next: there is time while the sandbox is busy, once it has been
   * asked. One after the other, so that what it answers meanwhile is soon heard.
   */
  async #loadingWhile<T>(acting: Promise<T>, index: number): Promise<T> {
    let busy = true;
    const [step, next] = this.#plan.steps.slice(index);
    const checks = [...(step?.checks ?? []), ...(next?.checks ?? [])];
    const work = [() => step && this.#watch.prepare(step), ...checks.map((check) => () => check.load?.())];
    const load = async (): Promise<void> => {
      for (const one of work) {
        await turn();
        if (!busy) return;
        one();
      }
    };
    const over = acting.finally(() => {
      busy = false;
    });
    const [result] = await Promise.all([over, load()]);
    return result;
  }

  /** Whether the kernel's network departs from the expected one. */
  async #departs(step: PlannedStep, before: Network): Promise<boolean> {
    if (step.actions.every(({ look }) => look)) return false;
    if (this.#options.compare === false) {
      await this.#watch.all(step);
      return false;
    }
    const event = await this.#watch.compare(step, before);
    this.#report(event);
    return event.status === 'failed';
  }

  async #check(step: PlannedStep): Promise<boolean> {
    const context: CheckContext = {
      channel: this.#options.channel,
      signal: this.#options.signal,
      deadlineMs: this.#options.deadlineMs,
      lang: this.#options.lang,
      measurements: this.#commands.measurements,
      latest: () => this.#watch.latest,
      refresh: () => this.#watch.all(step),
      relieve: () => this.#watch.relieve(step),
      ...(this.#options.diagnose === false ? {} : { explain: this.#explainer(step) }),
    };
    let failed = false;
    let probed = false;
    for (const wave of wavesOf(step.checks)) {
      // Probes leave traces such as learnt addresses: a look at the network after them needs a new reading.
      const [first] = wave;
      if (probed && first && first.probes.length === 0) {
        await this.#watch.afterProbes(step);
        probed = false;
      }
      const phase = first && first.probes.length > 0 ? 'probes' : 'reading';
      const events = await this.#counted(phase, () => runWave(wave, step.id, context));
      for (const event of events) this.#report(event);
      failed ||= events.some(({ status }) => status === 'failed');
      probed ||= wave.some(({ probes }) => probes.length > 0);
    }
    return failed;
  }

  /** Loaded only where something fails. */
  #explainer(step: PlannedStep): NonNullable<CheckContext['explain']> {
    const { channel } = this.#options;
    const inspection = async () => ({ channel, names: Object.keys(step.after.netns), ovs: step.after.ovs !== undefined });
    let explainer: Promise<FailureExplainer> | undefined;
    return async (packet) => {
      explainer ??= import('../diagnosis/failures.ts').then(({ FailureExplainer: Explainer }) => new Explainer(inspection));
      return (await explainer).explain(packet);
    };
  }

  #counted<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    return this.#options.timing?.throughout(phase, work) ?? work();
  }

  #report(event: CheckFinished): void {
    if (event.status === 'passed') this.#passed += 1;
    else if (event.status === 'failed') this.#failed += 1;
    else this.#skipped += 1;
    this.#options.emit(event);
  }

  #skip(step: PlannedStep, reason: string): void {
    this.#skipChecks(step, reason);
    this.#options.emit({ type: 'step-finished', step: step.id, status: 'skipped', durationMs: 0 });
  }

  #skipChecks(step: PlannedStep, reason: string): void {
    for (const check of step.checks) {
      this.#report({
        type: 'check-finished',
        step: step.id,
        kind: check.kind,
        claim: check.claim[this.#options.lang],
        status: 'skipped',
        reason,
        durationMs: 0,
      });
    }
  }
}
