import { changes, differences, formatChange } from '../model/diff.ts';
import { HOST } from '../model/names.ts';
import type { Network } from '../model/network.ts';
import type { Lang } from '../model/text.ts';
import { Observer } from '../observe/observer.ts';
import type { Plan, PlannedAction, PlannedCommand, PlannedStep } from '../plan/plan.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { type CheckContext, runWave, untilHolds, wavesOf } from './checker.ts';
import type { CheckFinished, Counts, Emit, StepStatus } from './events.ts';
import { interestsOf, touchedBetween } from './interests.ts';

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
  failed: 'the step before it does not hold',
  broken: 'the step before it could not be done',
  left: 'the run was ended before it',
} as const;

/** A job may take this long, and this much more for each of its commands (milliseconds). */
const JOB_MS = 60_000;
const COMMAND_MS = 1_000;

/**
 * The kernel's ARP table is one for all namespaces and refuses new neighbours beyond gc_thresh3, by default 1024
 * (arp(7)). From this many namespaces on, probes that fail are tried again with the table emptied, at most so often.
 */
const CROWDED_NETNS = 256;
const FLUSH_EVERY_MS = 3_000;

/** Runs a plan step by step inside a sandbox and judges it; everything that happens is emitted. */
export async function runPlan(plan: Plan, options: EngineOptions): Promise<EngineResult> {
  const engine = new Engine(plan, options);
  return engine.run();
}

class Engine {
  readonly #plan: Plan;
  readonly #options: EngineOptions;
  readonly #observer: Observer;
  #network: Network;
  /** What `--diff` compares with: the network after the step before. */
  #shown: Network;
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #brokenBy: CommandResult | undefined;
  #flushedAtMs = Number.NEGATIVE_INFINITY;

  constructor(plan: Plan, options: EngineOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#observer = new Observer(options.channel, interestsOf(plan));
    this.#network = plan.before;
    this.#shown = plan.before;
  }

  async run(): Promise<EngineResult> {
    const { steps } = this.#plan;
    let ended: 'failed' | 'broken' | 'left' | undefined;
    let before = this.#plan.before;
    if (this.#options.diff) this.#shown = await this.#observer.observe([HOST], false);
    for (const [index, step] of steps.entries()) {
      if (ended) {
        this.#skip(step, SKIPPED_SINCE[ended]);
        continue;
      }
      if ((await this.#options.beforeStep?.(step, index + 1)) === false) {
        ended = 'left';
        this.#skip(step, SKIPPED_SINCE[ended]);
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
    const finish = (status: StepStatus): StepStatus => {
      emit({ type: 'step-finished', step: step.id, status, durationMs: performance.now() - began });
      return status;
    };
    if (!(await this.#act(step))) {
      this.#skipChecks(step, "one of the step's commands failed");
      return finish('broken');
    }
    let failed = (await this.#compare(step, before)) === 'failed';
    if (step.note && step.checks.length > 0) emit({ type: 'note', step: step.id, text: step.note[lang] });
    failed = (await this.#check(step)) || failed;
    if (this.#options.diff) await this.#showChanges(step);
    return finish(failed ? 'failed' : 'passed');
  }

  async #act(step: PlannedStep): Promise<boolean> {
    for (const { look, actions } of segmentsOf(step.actions)) {
      const commands = actions.flatMap((action) => action.commands);
      const results = await this.#runCommands(step, commands, look);
      const failure = results.find(({ exitCode }) => exitCode !== 0);
      if (failure && !look) {
        this.#brokenBy = failure;
        return false;
      }
    }
    return true;
  }

  #runCommands(step: PlannedStep, commands: readonly PlannedCommand[], keepGoing: boolean): Promise<readonly CommandResult[]> {
    const { channel, emit, verbose } = this.#options;
    const named = (index: number) => {
      const { text = '', housekeeping = false } = commands[index] ?? {};
      return { step: step.id, command: text, housekeeping };
    };
    const texts = commands.map(({ text }) => text);
    return channel.run(texts, {
      keepGoing,
      timeoutMs: JOB_MS + commands.length * COMMAND_MS,
      onBegin: (index) => emit({ type: 'command-started', ...named(index) }),
      ...(verbose
        ? { onOutput: (index, output) => emit({ type: 'output', step: step.id, command: texts[index] ?? '', text: output }) }
        : {}),
      onEnd: (index, result) => emit({ type: 'command-finished', ...result, ...named(index) }),
    });
  }

  /** Compares the kernel's network with the expected one, in what the step touched. */
  async #compare(step: PlannedStep, before: Network): Promise<'passed' | 'failed' | 'nothing'> {
    if (step.actions.every(({ look }) => look)) return 'nothing';
    if (this.#options.compare === false) {
      await this.#observeAll(step);
      return 'nothing';
    }
    const began = performance.now();
    const touched = [...new Set([HOST, ...touchedBetween(before, step.after)])];
    const { holds, found } = await untilHolds(
      async () => {
        this.#network = await this.#observer.observe(touched, step.after.ovs !== undefined);
        const found = differences(step.after, this.#network);
        return { holds: found.length === 0, found };
      },
      { deadlineMs: this.#options.deadlineMs, signal: this.#options.signal },
    );
    const common = {
      type: 'check-finished',
      step: step.id,
      kind: 'network',
      claim: 'the network is as expected',
      durationMs: performance.now() - began,
    } as const;
    const links = touched.reduce((sum, name) => sum + Object.keys(this.#network.netns[name]?.links ?? {}).length, 0);
    if (holds) {
      this.#report({
        ...common,
        status: 'passed',
        seen: `${links} ${links === 1 ? 'device' : 'devices'} in ${touched.length} ${touched.length === 1 ? 'namespace' : 'namespaces'} compared`,
      });
      return 'passed';
    }
    const [first] = found;
    this.#report({
      ...common,
      status: 'failed',
      expected: first ? `${first.netns}: ${first.what} ${first.before ?? 'absent'}` : '',
      actual: first ? `${first.netns}: ${first.what} ${first.after ?? 'absent'}` : '',
      reason: `the commands succeeded, but ${found.length === 1 ? 'one thing differs' : `${found.length} things differ`} from what they should lead to`,
      evidence: found.slice(0, 8).map(formatChange),
    });
    return 'failed';
  }

  async #check(step: PlannedStep): Promise<boolean> {
    const context: CheckContext = {
      channel: this.#options.channel,
      signal: this.#options.signal,
      deadlineMs: this.#options.deadlineMs,
      lang: this.#options.lang,
      latest: () => this.#network,
      refresh: () => this.#observeAll(step),
      relieve: () => this.#relieve(step),
    };
    let failed = false;
    let probed = false;
    for (const wave of wavesOf(step.checks)) {
      // Probes leave traces such as learnt addresses: a look at the network after them needs a new reading.
      const [first] = wave;
      if (probed && first && first.probes.length === 0) {
        this.#network = await this.#observer.observe([HOST, ...this.#countersOf(step)], step.after.ovs !== undefined);
        probed = false;
      }
      const events = await runWave(wave, step.id, context);
      for (const event of events) this.#report(event);
      failed ||= events.some(({ status }) => status === 'failed');
      probed ||= wave.some(({ probes }) => probes.length > 0);
    }
    return failed;
  }

  /** Forgets all neighbours where there are so many namespaces that the kernel's table may be full. */
  async #relieve(step: PlannedStep): Promise<void> {
    if (Object.keys(step.after.netns).length < CROWDED_NETNS || performance.now() - this.#flushedAtMs < FLUSH_EVERY_MS) return;
    this.#flushedAtMs = performance.now();
    await this.#options.channel.run(renderShell({ template: 'flush-neighbours', data: {} }));
  }

  #countersOf(step: PlannedStep): readonly string[] {
    return Object.entries(step.after.netns).flatMap(([name, netns]) => (name !== HOST && netns.counters.length > 0 ? [name] : []));
  }

  async #observeAll(step: PlannedStep): Promise<Network> {
    this.#network = await this.#observer.observe(Object.keys(step.after.netns), step.after.ovs !== undefined);
    return this.#network;
  }

  async #showChanges(step: PlannedStep): Promise<void> {
    const now = await this.#observeAll(step);
    this.#options.emit({ type: 'changes', step: step.id, changes: changes(this.#shown, now).map(formatChange) });
    this.#shown = now;
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

/** Actions in order, parted where commands that must succeed meet ones that are only looked at. */
function segmentsOf(actions: readonly PlannedAction[]): readonly { look: boolean; actions: readonly PlannedAction[] }[] {
  const segments: { look: boolean; actions: PlannedAction[] }[] = [];
  for (const action of actions) {
    const last = segments.at(-1);
    if (last?.look === action.look) last.actions.push(action);
    else segments.push({ look: action.look, actions: [action] });
  }
  return segments;
}
