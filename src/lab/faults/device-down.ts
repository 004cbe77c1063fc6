import { NetworkDraft } from '../../model/draft.ts';
import { han } from '../../model/text.ts';
import { setLinkState } from '../../vocabulary/effects.ts';
import { inside } from '../../vocabulary/where.ts';
import type { Exercise } from '../exercise.ts';
import { changing, type Fault, type FaultKind, lostRoutes, ownDevices, type Place } from './define.ts';

function down(exercise: Exercise, kind: string, place: Place): Fault {
  const { netns, link } = place;
  const data = { netns, dev: link.name };
  const draft = new NetworkDraft(exercise.goal).apply(setLinkState(exercise.goal, netns, link.name, false));
  return changing(exercise, draft, {
    kind,
    what: { en: `${link.name} ${inside(netns).en} is down`, zh: han`${inside(netns).zh}的 ${link.name} 没有启用` },
    put: [{ template: 'link-set-down', data }],
    mend: [{ template: 'link-set-up', data }, ...lostRoutes(exercise.goal, place)],
  });
}

const isPort = ({ goal }: Exercise, { link }: Place): boolean =>
  link.master !== undefined || Object.values(goal.ovs?.bridges ?? {}).some(({ ports }) => ports[link.name]?.type === 'system');

const downWhere = (kind: string, chosen: (exercise: Exercise, place: Place) => boolean): FaultKind => ({
  kind,
  sites: (exercise) =>
    ownDevices(exercise)
      .filter((place) => place.link.up && chosen(exercise, place))
      .map((place) => down(exercise, kind, place)),
});

/** A member's own device is down. */
export const deviceDown = downWhere('device-down', (exercise, place) => place.link.kind !== 'bridge' && !isPort(exercise, place));

/** A bridge is down. */
export const bridgeDown = downWhere('bridge-down', (_, { link }) => link.kind === 'bridge');

/** A port of a switch is down. */
export const portDown = downWhere('port-down', isPort);
