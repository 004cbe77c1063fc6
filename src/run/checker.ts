import { clockMs } from '../model/clock.ts';
import type { Packet } from '../model/hop.ts';
import type { Measurement } from '../model/measurement.ts';
import type { Network } from '../model/network.ts';
import type { Lang, Text } from '../model/text.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import type { Channel } from '../sandbox/channel.ts';
import { SLOTS } from '../sandbox/slots.ts';
import type { CommandResult, Verdict } from '../vocabulary/define.ts';
import type { CheckFinished } from './events.ts';

/** Pause between two attempts of a check, in milliseconds; it grows from the first to the second. */
const RETRY_FROM_MS = 5;
const RETRY_TO_MS = 200;

export interface CheckContext {
  readonly channel: Channel;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly lang: Lang;
  /** What the run has measured so far. */
  readonly measurements?: readonly Measurement[];
  /** The network as last observed. */
  latest(): Network;
  /** Observes everything anew. */
  refresh(): Promise<Network>;
  /** Says why a packet is not answered, and what proves it; `undefined` where it says nothing that the check does not. */
  readonly explain?: (packet: Packet) => Promise<{ readonly reason: Text; readonly evidence: readonly string[] } | undefined>;
  /** Called between portions of probes, and before one is tried again. */
  relieve(): Promise<void>;
}

/** Tries until it holds, or until the deadline has passed; at least once. */
export async function untilHolds<T extends { readonly holds: boolean }>(
  attempt: (first: boolean) => Promise<T>,
  options: { deadlineMs: number; signal: AbortSignal; once?: boolean },
): Promise<T> {
  const deadline = clockMs() + options.deadlineMs;
  let pauseMs = RETRY_FROM_MS;
  let verdict = await attempt(true);
  while (!verdict.holds && !options.once && clockMs() + pauseMs < deadline) {
    const { setTimeout: delay } = await import('node:timers/promises');
    await delay(pauseMs, undefined, { signal: options.signal });
    pauseMs = Math.min(pauseMs * 2, RETRY_TO_MS);
    verdict = await attempt(false);
  }
  return verdict;
}

/** Probes change no device. Those of a claim that something does not happen, or is refused, fail where all is well. */
function optionsFor(checks: readonly PlannedCheck[]) {
  const failing = new Set(checks.flatMap(({ wait, probesFail, probes }) => (wait === 'once' || probesFail ? probes : [])));
  return { devicesStay: true, mayFail: (command: string) => failing.has(command) } as const;
}

/** Judges by what its probes have shown, and tries again until it holds or its time is up. */
async function judge(check: PlannedCheck, shown: readonly CommandResult[], context: CheckContext): Promise<Verdict> {
  const probes = check.probes.length > 0;
  const { measurements = [] } = context;
  let results = shown;
  const verdict = await untilHolds(
    async (first) => {
      if (probes && !first) {
        await context.relieve();
        results = await context.channel.run(check.probes, { keepGoing: true, ...optionsFor([check]) });
      }
      // A probe is judged by its result; the network is read anew for those checks that look at nothing else.
      return check.judge({ network: probes || first ? context.latest() : await context.refresh(), results, measurements });
    },
    { deadlineMs: context.deadlineMs, signal: context.signal, once: check.wait === 'once' },
  );
  // The reason of a failure must come from the network as it is now.
  return verdict.holds || !probes ? verdict : check.judge({ network: await context.refresh(), results, measurements });
}

/** Runs one check to its verdict and says it as an event. */
async function runCheck(check: PlannedCheck, step: string, shown: readonly CommandResult[], context: CheckContext): Promise<CheckFinished> {
  const began = clockMs();
  const probedMs = shown.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const verdict = await judge(check, shown, context);
  const { lang } = context;
  const common = {
    type: 'check-finished',
    step,
    kind: check.kind,
    claim: check.claim[lang],
    command: check.see,
    durationMs: probedMs + clockMs() - began,
  } as const;
  if (verdict.holds) return { ...common, status: 'passed', seen: verdict.seen[lang] };
  const explained = check.packet && (await context.explain?.(check.packet));
  const evidence = [...(verdict.evidence ?? []), ...(explained?.evidence ?? [])];
  return {
    ...common,
    status: 'failed',
    expected: verdict.expected[lang],
    actual: verdict.actual[lang],
    reason: (explained ?? verdict).reason[lang],
    ...(evidence.length > 0 ? { evidence } : {}),
  };
}

/** How many checks of a wave are probed before the kernel is relieved. */
const PORTION = 200;

/** A probe may take this long, in milliseconds. */
const PROBE_MS = 60_000;

/** Probes run one after the other, and so each of them may wait for all before it. */
function probeAll(checks: readonly PlannedCheck[], { channel }: CheckContext): Promise<readonly CommandResult[]> {
  const probes = checks.flatMap((check) => check.probes);
  return channel.runAtOnce(probes, { ...optionsFor(checks), timeoutMs: PROBE_MS * Math.max(1, probes.length) });
}

/**
 * Runs a wave: the probes of all, then what has to be tried again, as many checks at once as the channel has slots, so that
 * none spends its deadline waiting for one.
 */
export async function runWave(wave: readonly PlannedCheck[], step: string, context: CheckContext): Promise<readonly CheckFinished[]> {
  const results: CommandResult[] = [];
  for (let first = 0; first < wave.length; first += PORTION) {
    if (first > 0) await context.relieve();
    results.push(...(await probeAll(wave.slice(first, first + PORTION), context)));
  }
  const shown = wave.map((check) => results.splice(0, check.probes.length));
  const events: CheckFinished[] = [];
  const queue = wave.entries();
  const worker = async (): Promise<void> => {
    for (const [index, check] of queue) events[index] = await runCheck(check, step, shown[index] ?? [], context);
  };
  await Promise.all(Array.from({ length: SLOTS }, worker));
  return events;
}

/** Splits checks into waves: neighbours that may be probed at once, the others alone. */
export function wavesOf(checks: readonly PlannedCheck[]): readonly (readonly PlannedCheck[])[] {
  const waves: PlannedCheck[][] = [];
  for (const check of checks) {
    const last = waves.at(-1);
    if (check.concurrent && last?.[0]?.concurrent === check.concurrent) last.push(check);
    else waves.push([check]);
  }
  return waves;
}
