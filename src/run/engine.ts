import { setImmediate as turn } from 'node:timers/promises';
import type { Measurement, Sample } from '../model/measurement.ts';
import type { Network } from '../model/network.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import type { Plan, PlannedAction, PlannedCommand, PlannedMeasuring, PlannedStep } from '../plan/plan.ts';
import type { Channel, JobOptions } from '../sandbox/channel.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { tellMeasurement, tellSample } from '../vocabulary/findings.ts';
import { type CheckContext, runWave, wavesOf } from './checker.ts';
import type { CheckFinished, Counts, Emit, StepStatus } from './events.ts';
import { NetworkWatch } from './network-watch.ts';
import type { Phase, Timing } from './timing.ts';

export interface EngineOptions {
  readonly channel: Channel;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly lang: Lang;
  /** How long a check may wait for its condition. */
  readonly deadlineMs: number;
  /** Say after each step what changed in the network. */
  readonly diff: boolean;
  /** Whether to compare the kernel's network with the expected one after each step; yes unless only the lesson's own checks are on trial. */
  readonly compare?: boolean;
  /** Pass on output while a command runs. */
  readonly verbose: boolean;
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

/** A job may take this long, and this much more for each of its commands (milliseconds). */
const JOB_MS = 60_000;
const COMMAND_MS = 1_000;

/** How commands are run. */
interface Running {
  /** Go on after one that fails. */
  readonly keepGoing: boolean;
  /** How long they may take on purpose, in milliseconds. */
  readonly lastsMs?: number;
}

/** Runs a plan step by step inside a sandbox and judges it; everything that happens is emitted. */
export async function runPlan(plan: Plan, options: EngineOptions): Promise<EngineResult> {
  const engine = new Engine(plan, options);
  return engine.run();
}

class Engine {
  readonly #plan: Plan;
  readonly #options: EngineOptions;
  readonly #watch: NetworkWatch;
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #brokenBy: CommandResult | undefined;
  readonly #measurements: Measurement[] = [];

  constructor(plan: Plan, options: EngineOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#watch = new NetworkWatch(plan, options);
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
    const began = performance.now();
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
      emit({ type: 'step-finished', step: step.id, status, durationMs: performance.now() - began });
      return status;
    };
    if (!(await this.#counted('commands', () => this.#act(step)))) {
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

  async #act(step: PlannedStep): Promise<boolean> {
    for (const { look, actions } of segmentsOf(step.actions)) {
      const commands = actions.flatMap((action) => action.commands);
      const [measures] = actions.flatMap((action) => action.measures ?? []);
      const results = await (measures ? this.#measure(step, commands, measures) : this.#runCommands(step, commands, { keepGoing: look }));
      const failure = results.find(({ exitCode }) => exitCode !== 0);
      if (failure && !look) {
        this.#brokenBy = failure;
        return false;
      }
    }
    return true;
  }

  /** Runs the commands of a measuring action turn by turn and says each; ends with the first turn in which a value is missing. */
  async #measure(
    step: PlannedStep,
    commands: readonly PlannedCommand[],
    { design, commandsATurn, seconds, read }: PlannedMeasuring,
  ): Promise<readonly CommandResult[]> {
    const { emit, lang } = this.#options;
    const results: CommandResult[] = [];
    const complete = ({ values }: Sample) => design.metrics.every(({ id }) => values[id] !== undefined);
    for (let first = 0; first < commands.length; first += commandsATurn) {
      const turn = commands.slice(first, first + commandsATurn);
      results.push(...(await this.#runCommands(step, turn, { keepGoing: false, lastsMs: 1000 * seconds })));
      if (results.some(({ exitCode }) => exitCode !== 0)) return results;
      const sample = read(results).at(-1);
      if (sample) emit({ type: 'sample', step: step.id, measurement: design.name, ...sample, text: tellSample(sample, design, lang) });
      if (!sample || !complete(sample)) break;
    }
    const measurement = { design, samples: read(results) };
    this.#measurements.push(measurement);
    if (results.length === commands.length) emit({ type: 'measurement', step: step.id, ...tellMeasurement(measurement, lang) });
    return results;
  }

  /** Runs commands in order, those at once that may be; resolves to the results of those that ran. */
  async #runCommands(step: PlannedStep, commands: readonly PlannedCommand[], running: Running): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    for (const row of rowsOf(commands)) {
      results.push(...(await this.#runRow(step, row, running)));
      if (!running.keepGoing && results.some(({ exitCode }) => exitCode !== 0)) break;
    }
    return results;
  }

  #runRow(step: PlannedStep, commands: readonly PlannedCommand[], { keepGoing, lastsMs = 0 }: Running): Promise<readonly CommandResult[]> {
    const { channel, emit, verbose } = this.#options;
    const named = (index: number) => {
      const { text = '', housekeeping = false } = commands[index] ?? {};
      return { step: step.id, command: text, housekeeping };
    };
    const texts = commands.map(({ text }) => text);
    const atOnce = commands.every((command) => command.atOnce);
    const options: JobOptions = {
      keepGoing,
      devicesStay: keepGoing || commands.every(({ devicesStay }) => devicesStay),
      timeoutMs: JOB_MS + commands.length * COMMAND_MS + lastsMs,
      onBegin: (index) => emit({ type: 'command-started', ...named(index) }),
      ...(verbose
        ? { onOutput: (index, output) => emit({ type: 'output', step: step.id, command: texts[index] ?? '', text: output }) }
        : {}),
      onEnd: (index, result) => emit({ type: 'command-finished', ...result, ...named(index) }),
    };
    return atOnce ? channel.runAtOnce(texts, options) : channel.run(texts, options);
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
      measurements: this.#measurements,
      latest: () => this.#watch.latest,
      refresh: () => this.#watch.all(step),
      relieve: () => this.#watch.relieve(step),
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

/** Commands in order, parted where those that are done at once, or that leave the devices in place, meet others. */
function rowsOf(commands: readonly PlannedCommand[]): readonly (readonly PlannedCommand[])[] {
  const rows: PlannedCommand[][] = [];
  for (const command of commands) {
    const last = rows.at(-1);
    if (last?.[0]?.atOnce === command.atOnce && last[0].devicesStay === command.devicesStay) last.push(command);
    else rows.push([command]);
  }
  return rows;
}

/** Actions in order, parted where commands that must succeed meet ones that are only looked at; one that measures is alone. */
function segmentsOf(actions: readonly PlannedAction[]): readonly { look: boolean; actions: readonly PlannedAction[] }[] {
  const segments: { look: boolean; actions: PlannedAction[] }[] = [];
  for (const action of actions) {
    const last = segments.at(-1);
    const alone = action.measures !== undefined || last?.actions.at(-1)?.measures !== undefined;
    if (last?.look === action.look && !alone) last.actions.push(action);
    else segments.push({ look: action.look, actions: [action] });
  }
  return segments;
}
