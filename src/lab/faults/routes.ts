import { NetworkDraft } from '../../model/draft.ts';
import { changeNetns } from '../../model/edits.ts';
import { networkOf } from '../../model/inet.ts';
import type { Route } from '../../model/network.ts';
import { han } from '../../model/text.ts';
import { who } from '../../vocabulary/where.ts';
import type { Exercise } from '../exercise.ts';
import { freeAddress } from './addresses.ts';
import { changing, type FaultKind, ownDevices, type Place } from './define.ts';

/** A route through a gateway, of a namespace in which the learner works and through a device of theirs. */
interface Sent extends Place {
  readonly route: Route;
  readonly via: string;
}

function gateways(exercise: Exercise): readonly Sent[] {
  return ownDevices(exercise).flatMap((place) =>
    (exercise.goal.netns[place.netns]?.routes ?? []).flatMap((route) =>
      route.dev === place.link.name && route.via !== undefined ? [{ ...place, route, via: route.via }] : [],
    ),
  );
}

const words = ({ dst }: Route) =>
  dst === 'default' ? { en: 'default route', zh: '默认路由' } : { en: `route to ${dst}`, zh: `到 ${dst} 的路由` };

/** A route through a gateway is missing. */
export const noRoute: FaultKind = {
  kind: 'route-missing',
  sites: (exercise) =>
    gateways(exercise).map(({ netns, route, via }) => {
      const { goal } = exercise;
      const routes = (goal.netns[netns]?.routes ?? []).filter((own) => own !== route);
      const data = { netns, to: route.dst, via, dev: undefined };
      return changing(exercise, new NetworkDraft(goal).apply([changeNetns(goal, netns, () => ({ routes }))]), {
        kind: 'route-missing',
        what: { en: `${who(netns).en} lacks the ${words(route).en}`, zh: han`${who(netns).zh} 缺少${words(route).zh}` },
        put: [{ template: 'route-del', data }],
        mend: [{ template: 'route-add', data }],
      });
    }),
};

/** A route leads to a gateway that is not there. */
export const wrongGateway: FaultKind = {
  kind: 'wrong-gateway',
  sites: (exercise) =>
    gateways(exercise).flatMap(({ netns, link, route, via }) => {
      const { goal } = exercise;
      const near = link.addresses.find((own) => networkOf(own).length < 32);
      const wrong = near === undefined ? undefined : freeAddress(goal, near);
      if (wrong === undefined) return [];
      const routes = (goal.netns[netns]?.routes ?? []).map((own) => (own === route ? { ...own, via: wrong } : own));
      const data = { netns, to: route.dst, dev: undefined };
      return [
        changing(exercise, new NetworkDraft(goal).apply([changeNetns(goal, netns, () => ({ routes }))]), {
          kind: 'wrong-gateway',
          what: {
            en: `the ${words(route).en} of ${who(netns).en} leads to ${wrong} instead of ${via}`,
            zh: han`${who(netns).zh} 的${words(route).zh}指向 ${wrong}，应为 ${via}`,
          },
          put: [{ template: 'route-replace', data: { ...data, via: wrong } }],
          mend: [{ template: 'route-replace', data: { ...data, via } }],
        }),
      ];
    }),
};
