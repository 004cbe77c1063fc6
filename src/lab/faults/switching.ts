import { HOST } from '../../model/host.ts';
import { addressOf } from '../../model/inet.ts';
import { attachmentOf } from '../../model/switches.ts';
import { han } from '../../model/text.ts';
import type { Exercise } from '../exercise.ts';
import { type FaultKind, hidden, ownDevices } from './define.ts';
import { pingsThrough } from './passed.ts';

/** A device that is plugged into a switch, and by which port. */
interface Member {
  readonly netns: string;
  readonly dev: string;
  readonly by: 'bridge' | 'ovs';
  /** The switch's namespace and name, and the member's port. */
  readonly home: string;
  readonly name: string;
  readonly port: string;
}

function membersOf(exercise: Exercise): readonly Member[] {
  const { goal } = exercise;
  return ownDevices(exercise).flatMap(({ netns, link }) => {
    const [address] = link.addresses;
    const at = address === undefined ? undefined : attachmentOf(goal, netns, addressOf(address));
    if (!at) return [];
    return [{ netns, dev: link.name, by: at.by === 'bridge' ? 'bridge' : 'ovs', home: at.netns, name: at.name, port: at.port } as const];
  });
}

/** Members of a Linux bridge, each with another one of the same bridge. */
function onBridge(exercise: Exercise): readonly (readonly [Member, Member])[] {
  const members = membersOf(exercise).filter(({ by }) => by === 'bridge');
  return members.flatMap((member) => {
    const other = members.find((one) => one.port !== member.port && one.name === member.name && one.home === member.home);
    return other ? [[member, other] as const] : [];
  });
}

/** A port of a Linux bridge is in a state in which it forwards nothing. */
export const portDisabled: FaultKind = {
  kind: 'port-disabled',
  sites: (exercise) =>
    onBridge(exercise).map(([{ home: netns, port, name }]) =>
      hidden(
        {
          kind: 'port-disabled',
          what: { en: `the port ${port} of ${name} is in the state disabled`, zh: han`${name} 的端口 ${port} 处于 disabled 状态` },
          put: [{ template: 'bridge-port-state', data: { netns, dev: port, state: 'disabled' } }],
          mend: [{ template: 'bridge-port-state', data: { netns, dev: port, state: 'forwarding' } }],
        },
        (check) => pingsThrough(exercise.goal, check, (hop) => hop.kind === 'switch' && (hop.in === port || hop.out === port)),
      ),
    ),
};

/** Two ports of a Linux bridge are isolated from each other. */
export const portsIsolated: FaultKind = {
  kind: 'ports-isolated',
  sites: (exercise) =>
    onBridge(exercise).map(([{ home: netns, port: one, name }, { port: two }]) => {
      const set = (state: 'on' | 'off') => [one, two].map((dev) => ({ template: 'bridge-port-isolated', data: { netns, dev, state } }));
      const pair = [one, two];
      return hidden(
        {
          kind: 'ports-isolated',
          what: {
            en: `the ports ${one} and ${two} of ${name} are isolated from each other`,
            zh: han`${name} 的端口 ${one} 和 ${two} 互相隔离`,
          },
          put: set('on'),
          mend: set('off'),
        },
        (check) => pingsThrough(exercise.goal, check, (hop) => hop.kind === 'switch' && pair.includes(hop.in) && pair.includes(hop.out)),
      );
    }),
};

/** A forwarding entry that somebody has made leads to the wrong port. */
export const staticFdb: FaultKind = {
  kind: 'static-fdb',
  sites: (exercise) =>
    onBridge(exercise).map(([{ netns, dev, home, port, name }, { port: wrong }]) => {
      const data = { netns: home, of: { netns, dev }, name };
      return hidden(
        {
          kind: 'static-fdb',
          what: {
            en: `a static entry of ${name} sends what is for ${netns} out of ${wrong}`,
            zh: han`${name} 的一条静态转发表项把发给 ${netns} 的帧送往 ${wrong}`,
          },
          put: [{ template: 'fdb-static-add', data: { ...data, dev: wrong } }],
          mend: [{ template: 'fdb-static-del', data: { ...data, dev: wrong } }],
        },
        (check) => pingsThrough(exercise.goal, check, (hop) => hop.kind === 'switch' && (hop.out === port || hop.in === port)),
      );
    }),
};

/** The VLAN that nobody else is in. */
const TAG = 100;

/** A port of an OVS bridge is in a VLAN of its own. */
export const wrongTag: FaultKind = {
  kind: 'wrong-tag',
  sites: (exercise) =>
    membersOf(exercise)
      .filter(({ by, home }) => by === 'ovs' && home === HOST)
      .map(({ port, name }) =>
        hidden(
          {
            kind: 'wrong-tag',
            what: { en: `the port ${port} of ${name} has the tag ${TAG}`, zh: han`${name} 的端口 ${port} 的 tag 是 ${TAG}` },
            put: [{ template: 'ovs-port-tag', data: { port, tag: TAG } }],
            mend: [{ template: 'ovs-port-untag', data: { port } }],
          },
          (check) => pingsThrough(exercise.goal, check, (hop) => hop.kind === 'switch' && (hop.out === port || hop.in === port)),
        ),
      ),
};
