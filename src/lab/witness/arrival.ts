import type { Network } from '../../model/network.ts';
import { han, listed, sameInAll, type Text } from '../../model/text.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import { renderScript } from '../../render/templates.ts';
import { fails, holds, tail } from '../../vocabulary/checks/verdicts.ts';
import type { CommandResult, Verdict } from '../../vocabulary/define.ts';
import { type Arrival, arrivalsAt } from '../../vocabulary/stands.ts';
import { readSources } from './marks.ts';

interface Params {
  readonly netns: string;
  readonly only: string;
}

/** Pings of each namespace that are marked come in on the far side, from one source address. */
export function witnessArrival(check: PlannedCheck, goal: Network): PlannedCheck {
  const { netns, only } = check.params as Params;
  const senders = arrivalsAt(goal, netns).filter(({ source }) => source === only);
  const names = listed(senders.map(({ from }) => sameInAll(from)));
  return {
    ...check,
    claim: {
      en: `pings of ${names.en} come to ${netns} from ${only}`,
      zh: han`${names.zh} 发出的 ping 到达 ${netns} 时，源地址都是 ${only}`,
    },
    places: [{ netns }, ...senders.map(({ from }) => ({ netns: from }))],
    probes: senders.map(({ from, to }) => renderScript({ template: 'sandbox/marked-pings', data: { from, to, at: netns } })),
    judge: ({ results }) => judge(senders, { netns, only }, results),
  };
}

function judge(senders: readonly Arrival[], { netns, only }: Params, results: readonly CommandResult[]): Verdict {
  const expected: Text = { en: `pings from ${only} alone`, zh: `只有来自 ${only} 的 ping` };
  for (const [index, { from }] of senders.entries()) {
    const result = results[index];
    const sources = readSources(result?.stdout ?? '') ?? [];
    if (sources.length === 0)
      return fails({
        expected,
        actual: { en: `a ping of ${from} did not come to ${netns}`, zh: han`${from} 的 ping 没有到达 ${netns}` },
        reason: {
          en: 'it was lost on the way, or somebody else has answered it',
          zh: '它在途中丢了，或者由别人应答了',
        },
        evidence: tail(result),
      });
    if (sources.some((source) => source !== only))
      return fails({
        expected,
        actual: { en: `${from} is seen as ${sources.join(', ')}`, zh: han`看到的 ${from} 是 ${sources.join('、')}` },
        reason: {
          en: `its source was not rewritten to ${only} on the way`,
          zh: han`途中没有把它的源地址改写成 ${only}`,
        },
      });
  }
  return holds(sameInAll(senders.map(({ from }) => `${from}: ${only}`).join(', ')));
}
