import { pathOf } from '../../model/path.ts';
import { han } from '../../model/text.ts';
import { type FaultKind, hidden, ownNames } from './define.ts';
import { pingsThrough } from './passed.ts';

/** A MAC address that no device has. */
const NOBODY = '02:00:00:00:00:66';

/** A neighbour entry that somebody has made has the wrong MAC address. */
export const staticNeighbour: FaultKind = {
  kind: 'static-neighbour',
  sites(exercise) {
    const { goal } = exercise;
    const asked = exercise.items.flatMap(({ check }) =>
      check.kind === 'reaches' ? [check.params as { readonly from: string; readonly to: string }] : [],
    );
    const names = ownNames(exercise);
    const seen = new Set<string>();
    return asked.flatMap(({ from, to }) => {
      const hop = pathOf(goal, { from, to }).find((one) => one.kind === 'arp');
      if (hop?.kind !== 'arp' || !names.includes(hop.netns) || seen.has(`${hop.netns} ${hop.asks}`)) return [];
      seen.add(`${hop.netns} ${hop.asks}`);
      const { netns, dev, asks } = hop;
      const data = { netns, dev, to: asks };
      return [
        hidden(
          {
            kind: 'static-neighbour',
            what: {
              en: `a permanent neighbour entry of ${netns} gives ${asks} the MAC address ${NOBODY}`,
              zh: han`${netns} 的一条永久邻居表项把 ${asks} 的 MAC 地址写成了 ${NOBODY}`,
            },
            put: [{ template: 'neigh-replace', data: { ...data, lladdr: NOBODY } }],
            mend: [{ template: 'neigh-del', data }],
          },
          (check) => pingsThrough(goal, check, (one) => one.kind === 'arp' && one.netns === netns && one.asks === asks),
        ),
      ];
    });
  },
};
