import { NetworkDraft } from '../../model/draft.ts';
import { addLink, changeLink, dropOvsPort } from '../../model/edits.ts';
import { HOST } from '../../model/host.ts';
import { han } from '../../model/text.ts';
import { inside } from '../../vocabulary/where.ts';
import type { Exercise } from '../exercise.ts';
import { changing, type Fault, type FaultKind, ownDevices, type Place } from './define.ts';

/** The bridge that a port is put into where it is put into a wrong one. */
const OTHER = 'br-other';

/** A device that is a port of a Linux bridge, and that bridge. */
interface Port extends Place {
  readonly bridge: string;
}

function linuxPorts(exercise: Exercise): readonly Port[] {
  return ownDevices(exercise).flatMap((place) => (place.link.master === undefined ? [] : [{ ...place, bridge: place.link.master }]));
}

function outOfLinux(exercise: Exercise, { netns, link, bridge }: Port): Fault {
  const { goal } = exercise;
  return changing(exercise, new NetworkDraft(goal).apply([changeLink(goal, netns, link.name, { master: undefined })]), {
    kind: 'port-out',
    what: { en: `${link.name} is no port of ${bridge}`, zh: han`${link.name} 不是 ${bridge} 的端口` },
    put: [{ template: 'link-set-nomaster', data: { netns, dev: link.name } }],
    mend: [{ template: 'link-set-master', data: { netns, dev: link.name, bridge } }],
  });
}

function outOfOvs(exercise: Exercise): readonly Fault[] {
  const { goal } = exercise;
  return Object.entries(goal.ovs?.bridges ?? {}).flatMap(([bridge, { ports }]) =>
    Object.entries(ports)
      .filter(([dev, { type }]) => type === 'system' && goal.netns[HOST]?.links[dev])
      .map(([dev]) =>
        changing(exercise, new NetworkDraft(goal).apply(dropOvsPort(goal, bridge, dev)), {
          kind: 'port-out',
          what: { en: `${dev} is no port of ${bridge}`, zh: han`${dev} 不是 ${bridge} 的端口` },
          put: [{ template: 'ovs-port-del', data: { bridge, dev } }],
          mend: [{ template: 'ovs-port-add', data: { bridge, dev } }],
        }),
      ),
  );
}

/** A port was taken out of its switch. */
export const portOut: FaultKind = {
  kind: 'port-out',
  sites: (exercise) => [...linuxPorts(exercise).map((port) => outOfLinux(exercise, port)), ...outOfOvs(exercise)],
};

/** A port is one of another bridge. */
export const otherBridge: FaultKind = {
  kind: 'other-bridge',
  sites: (exercise) =>
    linuxPorts(exercise).map(({ netns, link, bridge }) => {
      const { goal } = exercise;
      const draft = new NetworkDraft(goal).apply([
        addLink(goal, netns, { name: OTHER, kind: 'bridge', up: true, addresses: [], stp: false }),
      ]);
      return changing(exercise, draft.apply([changeLink(draft.network, netns, link.name, { master: OTHER })]), {
        kind: 'other-bridge',
        what: {
          en: `${link.name} is a port of ${OTHER} ${inside(netns).en}, not of ${bridge}`,
          zh: han`${link.name} 是${inside(netns).zh}的 ${OTHER} 的端口，而不是 ${bridge} 的`,
        },
        put: [
          { template: 'bridge-add', data: { netns, name: OTHER, stp: false } },
          { template: 'link-set-up', data: { netns, dev: OTHER } },
          { template: 'link-set-master', data: { netns, dev: link.name, bridge: OTHER } },
        ],
        mend: [
          { template: 'link-set-master', data: { netns, dev: link.name, bridge } },
          { template: 'bridge-del', data: { netns, name: OTHER } },
        ],
      });
    }),
};
