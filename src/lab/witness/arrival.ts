import type { Network } from '../../model/network.ts';
import { han, listed, sameInAll, type Text } from '../../model/text.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import { renderScript } from '../../render/templates.ts';
import { fails, holds, tail } from '../../vocabulary/checks/verdicts.ts';
import type { CommandResult, Verdict } from '../../vocabulary/define.ts';
import { type Arrival, arrivalsAt } from '../../vocabulary/stands.ts';
import { MARKED, readSources, type Sources } from './marks.ts';

interface Params {
  readonly netns: string;
  readonly only: string;
}

/** What is marked, in words. */
const NAMES: Readonly<Record<keyof Sources, Text>> = {
  pings: { en: 'a ping', zh: 'ping' },
  datagrams: { en: 'a datagram (UDP)', zh: 'UDP 数据报' },
  connections: { en: 'a connection (TCP)', zh: 'TCP 连接' },
};

/** What each namespace sends with a mark comes in on the far side from one source address: pings, datagrams and connections. */
export function witnessArrival(check: PlannedCheck, goal: Network): PlannedCheck {
  const { netns, only } = check.params as Params;
  const senders = arrivalsAt(goal, netns).filter(({ source }) => source === only);
  const names = listed(senders.map(({ from }) => sameInAll(from)));
  return {
    ...check,
    claim: {
      en: `what ${names.en} send (pings, UDP and TCP) comes to ${netns} from ${only}`,
      zh: han`${names.zh} 发出的 ping、UDP 和 TCP 包到达 ${netns} 时，源地址都是 ${only}`,
    },
    places: [{ netns }, ...senders.map(({ from }) => ({ netns: from }))],
    probes: senders.map(({ from, to }) => renderScript({ template: 'sandbox/marked-arrivals', data: { from, to, at: netns } })),
    judge: ({ results }) => judge(senders, { netns, only }, results),
  };
}

function judge(senders: readonly Arrival[], params: Params, results: readonly CommandResult[]): Verdict {
  for (const [index, { from }] of senders.entries()) {
    const result = results[index];
    const sources = readSources(result?.stdout ?? '');
    for (const name of MARKED) {
      const fault = faultOf(from, params, { what: NAMES[name], sources: sources?.[name] ?? [], result });
      if (fault) return fault;
    }
  }
  return holds(sameInAll(senders.map(({ from }) => `${from}: ${params.only}`).join(', ')));
}

interface Seen {
  readonly what: Text;
  readonly sources: readonly string[];
  readonly result: CommandResult | undefined;
}

/** Why what one namespace has sent did not come as it should, if it did not. */
function faultOf(from: string, { netns, only }: Params, { what, sources, result }: Seen): Verdict | undefined {
  const expected: Text = { en: `${what.en} from ${only} alone`, zh: han`只有来自 ${only} 的${what.zh}` };
  if (sources.length === 0)
    return fails({
      expected,
      actual: { en: `${what.en} of ${from} did not come to ${netns}`, zh: han`${from} 的${what.zh}没有到达 ${netns}` },
      reason: {
        en: 'it was lost on the way, or somebody else has answered it',
        zh: '它在途中丢了，或者由别人应答了',
      },
      evidence: tail(result),
    });
  if (sources.every((source) => source === only)) return undefined;
  return fails({
    expected,
    actual: {
      en: `in ${what.en} ${from} is seen as ${sources.join(', ')}`,
      zh: han`${what.zh}中，看到的 ${from} 是 ${sources.join('、')}`,
    },
    reason: {
      en: `its source was not rewritten to ${only} on the way`,
      zh: han`途中没有把它的源地址改写成 ${only}`,
    },
  });
}
