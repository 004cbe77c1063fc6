import { linkWith, type Network } from '../model/network.ts';
import { han } from '../model/text.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import { renderScript } from '../render/templates.ts';
import { fails } from '../vocabulary/checks/verdicts.ts';
import type { CommandResult, Verdict } from '../vocabulary/define.ts';
import { inside, who } from '../vocabulary/where.ts';

/** The namespace to which a ping must come: in the goal it holds the address. None where one asks oneself, as by lo. */
export function receiverOf({ kind, params }: PlannedCheck, goal: Network): string | undefined {
  if (kind !== 'reaches') return undefined;
  const { from, to } = params as { readonly from: string; readonly to: string };
  const [holder] = holdersOf(goal, to);
  return holder === from ? undefined : holder;
}

/** Every lo holds 127.0.0.1, each for itself. */
function holdersOf(network: Network, address: string): readonly string[] {
  return Object.keys(network.netns).filter((netns) => (linkWith(network, netns, address)?.kind ?? 'loopback') !== 'loopback');
}

/** Names and values of counters, two lines before the ping's own and two behind them (`/proc/net/snmp`). */
const COUNTER_LINES = 2;

/** How many echo requests a namespace has received, by its counters. */
function echoesIn([names, values]: readonly string[]): number {
  const column = names?.split(' ').indexOf('InEchos') ?? -1;
  return Number(values?.split(' ')[column] ?? Number.NaN);
}

/** A ping's own result, and how many echo requests the receiver has counted meanwhile. */
function parted(result: CommandResult): { readonly ping: CommandResult; readonly arrived: number } {
  const lines = result.stdout.trimEnd().split('\n');
  const [before, after] = [lines.slice(0, COUNTER_LINES), lines.slice(-COUNTER_LINES)];
  const stdout = lines.slice(COUNTER_LINES, -COUNTER_LINES).join('\n');
  return { ping: { ...result, stdout }, arrived: echoesIn(after) - echoesIn(before) };
}

/**
 * A ping that is answered, with the proof that whom it was for has received it: rules that translate addresses, or somebody
 * else with the same one, can answer in another's place. Exactly so many must arrive, since others may ping meanwhile.
 */
export function withArrival(check: PlannedCheck, goal: Network): PlannedCheck {
  const receiver = receiverOf(check, goal);
  if (receiver === undefined) return check;
  const { from, to, count = 1 } = check.params as { readonly from: string; readonly to: string; readonly count?: number };
  return {
    ...check,
    probes: check.probes.map((ping) => renderScript({ template: 'sandbox/ping-with-counters', data: { receiver, ping } }).trim()),
    judge({ network, results: [result], ...rest }): Verdict {
      if (!result) return check.judge({ network, results: [], ...rest });
      const { ping, arrived } = parted(result);
      const verdict = check.judge({ network, results: [ping], ...rest });
      if (!verdict.holds) return verdict;
      const [other] = holdersOf(network, to).filter((netns) => netns !== receiver);
      if (arrived === count && other === undefined) return verdict;
      return fails({
        expected: {
          en: `${count === 1 ? 'the ping comes' : `${count} pings come`} to ${who(receiver).en}, and ${who(receiver).en} answers`,
          zh: han`${count} 个 ping 到达 ${who(receiver).zh}，并由它应答`,
        },
        actual: {
          en: `answers came, and ${arrived} echo requests arrived ${inside(receiver).en}`,
          zh: han`有应答，而到达 ${who(receiver).zh} 的回显请求有 ${arrived} 个`,
        },
        reason:
          other === undefined
            ? {
                en: `somebody else answers: look for rules that translate addresses ${inside(from).en}`,
                zh: han`应答的是别的什么：看看${inside(from).zh}有没有转换地址的规则`,
              }
            : { en: `${who(other).en} holds ${to} too, and may answer`, zh: han`${inside(other).zh}也有 ${to}，应答可能来自那里` },
      });
    },
  };
}
