import type { Lang } from '../model/text.ts';
import type { Plan } from '../plan/plan.ts';
import { type EngineResult, runPlan } from '../run/engine.ts';
import type { CheckFinished, RunEvent } from '../run/events.ts';
import { missingKernelFeature } from '../run/kernel-features.ts';
import { sandboxOptionsFor } from '../run/runnable.ts';
import type { Channel } from '../sandbox/channel.ts';
import { Sandbox } from '../sandbox/sandbox.ts';

export interface TrialContext {
  /** Ends the trial and its sandbox; the trial then rejects. */
  readonly signal: AbortSignal;
  readonly lang: Lang;
  /** How long a check may wait for its condition. */
  readonly deadlineMs: number;
  /** Told what outlived a sandbox, if anything did. */
  leftBehind(lines: readonly string[]): void;
}

/** What kept a lesson, or a mutant of it, from holding. */
export interface Failure {
  /** A check that did not hold, or a command that failed. */
  readonly by: 'check' | 'command';
  readonly step: string;
  /** The check's claim, or the command. */
  readonly what: string;
  /** Why, where a check failed. */
  readonly reason?: string;
}

/** The whole lesson, tried once. */
export interface WholeTrial {
  readonly failure: Failure | undefined;
  /** Something that the kernel lacks, which then is why it does not hold. */
  readonly lack: { readonly what: string; readonly fix: string } | undefined;
  readonly checks: number;
  /** How long the slowest of the checks that wait took to hold, in milliseconds. */
  readonly slowestMs: number;
}

async function inSandbox<T>(plan: Plan, { signal, leftBehind }: TrialContext, work: (channel: Channel) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const sandbox = await Sandbox.create(sandboxOptionsFor(plan));
  const end = (): void => void sandbox.dispose();
  signal.addEventListener('abort', end, { once: true });
  try {
    signal.throwIfAborted();
    return await work(sandbox.channel);
  } finally {
    signal.removeEventListener('abort', end);
    leftBehind((await sandbox.dispose()).leftovers);
  }
}

function failureOf(event: RunEvent): Failure | undefined {
  if (event.type === 'check-finished' && event.status === 'failed')
    return { by: 'check', step: event.step, what: event.claim, ...(event.reason ? { reason: event.reason } : {}) };
  if (event.type === 'command-finished' && event.exitCode !== 0) return { by: 'command', step: event.step, what: event.command };
  return undefined;
}

/**
 * The first check that failed, or the command that ended the run: the last one that failed, since those that are only
 * looked at may fail before it.
 */
function failureIn(events: readonly RunEvent[], status: EngineResult['status']): Failure | undefined {
  const failures = events.map(failureOf).filter((failure) => failure !== undefined);
  if (status === 'held') return undefined;
  return status === 'failed' ? failures.find(({ by }) => by === 'check') : failures.findLast(({ by }) => by === 'command');
}

function engineOptions(channel: Channel, { signal, lang, deadlineMs }: TrialContext) {
  return { channel, signal, lang, deadlineMs, diff: false, diagnose: false, verbose: false } as const;
}

/** Runs the whole lesson as `run` does, the comparison with the expected network included. */
export function tryWhole(plan: Plan, context: TrialContext): Promise<WholeTrial> {
  const patient = new Set(plan.steps.flatMap(({ checks }) => checks.filter(({ wait }) => wait === 'until-holds').map(({ kind }) => kind)));
  return inSandbox(plan, context, async (channel) => {
    const events: RunEvent[] = [];
    const { status } = await runPlan(plan, { ...engineOptions(channel, context), emit: (event) => events.push(event) });
    const waited = events.filter((event): event is CheckFinished => event.type === 'check-finished' && patient.has(event.kind));
    const held = status === 'held';
    return {
      failure: failureIn(events, status),
      lack: held ? undefined : await missingKernelFeature(plan.needs, { facts: plan.facts, channel }),
      checks: plan.steps.reduce((sum, { checks }) => sum + checks.length, 0),
      slowestMs: Math.max(0, ...waited.map(({ durationMs }) => durationMs)),
    };
  });
}

/**
 * Runs a lesson, or one less an action, with its own checks alone, up to the first failure; resolves to it. The
 * comparison with the expected network is off: it would notice the missing action by itself and prove nothing about
 * the checks.
 */
export function tryChecks(plan: Plan, context: TrialContext): Promise<Failure | undefined> {
  return inSandbox(plan, context, async (channel) => {
    const events: RunEvent[] = [];
    const stop = new AbortController();
    const running = runPlan(plan, {
      ...engineOptions(channel, { ...context, signal: AbortSignal.any([context.signal, stop.signal]) }),
      compare: false,
      emit: (event) => {
        events.push(event);
        if (event.type === 'check-finished' && event.status === 'failed') stop.abort();
      },
    });
    const stopped = new Promise<'failed'>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve('failed'), { once: true });
    });
    // What is still under way after the first failure ends with the sandbox.
    running.catch(() => undefined);
    return failureIn(events, await Promise.race([stopped, running.then(({ status }) => status)]));
  });
}
