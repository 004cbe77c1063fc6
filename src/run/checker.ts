import { setTimeout as delay } from 'node:timers/promises';
import type { Network } from '../model/network.ts';
import type { Lang } from '../model/text.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { Verdict } from '../vocabulary/define.ts';
import type { CheckFinished } from './events.ts';

/** Pause between two attempts of a check, in milliseconds; it grows from the first to the second. */
const RETRY_FROM_MS = 20;
const RETRY_TO_MS = 200;

export interface CheckContext {
  readonly channel: Channel;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly lang: Lang;
  /** The network as last observed. */
  latest(): Network;
  /** Observes everything anew. */
  refresh(): Promise<Network>;
}

/** Tries until it holds, or until the deadline has passed; at least once. */
export async function untilHolds<T extends { readonly holds: boolean }>(
  attempt: (first: boolean) => Promise<T>,
  options: { deadlineMs: number; signal: AbortSignal; once?: boolean },
): Promise<T> {
  const deadline = performance.now() + options.deadlineMs;
  let pauseMs = RETRY_FROM_MS;
  let verdict = await attempt(true);
  while (!verdict.holds && !options.once && performance.now() + pauseMs < deadline) {
    await delay(pauseMs, undefined, { signal: options.signal });
    pauseMs = Math.min(pauseMs * 2, RETRY_TO_MS);
    verdict = await attempt(false);
  }
  return verdict;
}

async function judge(check: PlannedCheck, context: CheckContext): Promise<Verdict> {
  return untilHolds(
    async (first) => {
      const results = await context.channel.run(check.probes, { keepGoing: true });
      // A probe's verdict rests on its exit code; the network matters to it only for the reason of a failure.
      const network = first ? context.latest() : check.probes.length > 0 ? context.latest() : await context.refresh();
      const verdict = check.judge({ network, results });
      return verdict.holds || check.probes.length === 0 ? verdict : check.judge({ network: await context.refresh(), results });
    },
    { deadlineMs: context.deadlineMs, signal: context.signal, once: check.wait === 'once' },
  );
}

/** Runs one check to its verdict and says it as an event. */
export async function runCheck(check: PlannedCheck, step: string, context: CheckContext): Promise<CheckFinished> {
  const began = performance.now();
  const verdict = await judge(check, context);
  const { lang } = context;
  const common = {
    type: 'check-finished',
    step,
    kind: check.kind,
    claim: check.claim[lang],
    command: check.see,
    durationMs: performance.now() - began,
  } as const;
  if (verdict.holds) return { ...common, status: 'passed', seen: verdict.seen[lang] };
  return {
    ...common,
    status: 'failed',
    expected: verdict.expected[lang],
    actual: verdict.actual[lang],
    reason: verdict.reason[lang],
    ...(verdict.evidence ? { evidence: verdict.evidence } : {}),
  };
}

/** Splits checks into waves: neighbours that may be probed at once, the others alone. */
export function wavesOf(checks: readonly PlannedCheck[]): readonly (readonly PlannedCheck[])[] {
  const waves: PlannedCheck[][] = [];
  for (const check of checks) {
    const last = waves.at(-1);
    if (check.concurrent && last?.[0]?.concurrent && last[0].kind === check.kind) last.push(check);
    else waves.push([check]);
  }
  return waves;
}
