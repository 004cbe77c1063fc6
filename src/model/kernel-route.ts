import { contains, networkOf } from './inet.ts';
import type { Loss, RefusingRoute } from './loss.ts';
import type { Netns, Network, Route } from './network.ts';
import { routeTo } from './routing.ts';

/** What the kernel of a namespace is asked for a route: by whom a packet is sent, and where it came in if it is forwarded (`ip route get`). */
export interface RouteQuestion {
  readonly netns: string;
  readonly to: string;
  readonly source?: string | undefined;
  readonly in?: string | undefined;
}

/** What it said to that. */
export type RouteAnswer =
  | { readonly kind: 'way'; readonly dev: string; readonly via?: string | undefined; readonly source?: string | undefined }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly type: RefusingRoute };

/** A question as the key of its answer. */
export function questionKey({ to, source = '', in: from = '' }: RouteQuestion): string {
  return `${to} from ${source} iif ${from}`;
}

/** Why a namespace has no way to an address. */
function routelessness(netns: string, { links }: Netns, to: string): Loss {
  const all = Object.values(links).filter(({ kind }) => kind !== 'loopback');
  // With its device, the route to its network goes down.
  const down = all.find(({ up, addresses }) => !up && addresses.some((own) => contains(networkOf(own), to)));
  if (down) return { cause: 'down', netns, dev: down.name };
  if (all.length === 0) return { cause: 'no-route', netns, to, lacks: 'device' };
  const addressed = all.filter(({ addresses }) => addresses.length > 0);
  const [only] = addressed;
  if (only && addressed.every(({ up }) => !up)) return { cause: 'down', netns, dev: only.name };
  return { cause: 'no-route', netns, to, lacks: only ? 'route' : 'address' };
}

/** The route of the main table that an answer speaks of, or one for the address alone where another table or rule has it. */
function routeOf(state: Netns, to: string, { dev, via, source }: Extract<RouteAnswer, { kind: 'way' }>): Route {
  const known = routeTo(state, to);
  if (known && known.dev === dev && known.via === via) return { ...known, ...(source ? { src: source } : {}) };
  return { dst: `${to}/32`, dev, via, src: source, proto: 'boot' };
}

/**
 * The route that a namespace takes: the one that its kernel has named, else the one of its main table. Questions that nobody has
 * answered are added to `unanswered`.
 */
export function chooseRoute(
  network: Network,
  question: RouteQuestion,
  unanswered: RouteQuestion[],
): { readonly route: Route } | { readonly loss: Loss } {
  const { netns, to } = question;
  const state = network.netns[netns];
  if (!state) return { loss: { cause: 'no-netns', netns } };
  const answer = state.answers?.[questionKey(question)];
  if (!answer) unanswered.push(question);
  if (answer?.kind === 'refused') return { loss: { cause: 'refusing-route', netns, to, type: answer.type } };
  const route = answer?.kind === 'way' ? routeOf(state, to, answer) : answer ? undefined : routeTo(state, to);
  return route && state.links[route.dev] ? { route } : { loss: routelessness(netns, state, to) };
}
