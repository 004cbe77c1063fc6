import { baselineOf } from '../../model/baseline.ts';
import { NetworkDraft } from '../../model/draft.ts';
import { changeNetns } from '../../model/edits.ts';
import { han } from '../../model/text.ts';
import { inside } from '../../vocabulary/where.ts';
import { changing, type FaultKind, ownNames } from './define.ts';

/** A setting that the lesson changes is at another value. */
function setting(kind: string, name: RegExp, wrong: string): FaultKind {
  return {
    kind,
    sites(exercise) {
      const { goal } = exercise;
      return ownNames(exercise).flatMap((netns) =>
        Object.entries(goal.netns[netns]?.sysctls ?? {})
          .filter(([key, value]) => name.test(key) && value !== wrong)
          .map(([key, value]) => {
            const draft = new NetworkDraft(goal).apply([
              changeNetns(goal, netns, ({ sysctls }) => ({ sysctls: { ...sysctls, [key]: wrong } })),
            ]);
            return changing(exercise, draft, {
              kind,
              what: { en: `${key} ${inside(netns).en} is ${wrong}`, zh: han`${inside(netns).zh}的 ${key} 是 ${wrong}` },
              put: [{ template: 'sysctl-set', data: { netns, key, value: wrong } }],
              mend: [{ template: 'sysctl-set', data: { netns, key, value } }],
            });
          }),
      );
    },
  };
}

/** The host does not forward. */
export const noForwarding = setting('forwarding-off', /^net\.ipv4\.ip_forward$/, baselineOf('net.ipv4.ip_forward') ?? '0');

/** Packets that come in another way than answers would go are dropped. */
export const reversePath = setting('rp-filter-strict', /\.rp_filter$/, '1');

/** Packets from a wire that claim to be from the receiver itself are dropped. */
export const ownSource = setting('accept-local-off', /\.accept_local$/, '0');
