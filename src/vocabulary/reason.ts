import type { Hop } from '../model/hop.ts';
import type { Network } from '../model/network.ts';
import { pathOf } from '../model/path.ts';
import { han, type Text } from '../model/text.ts';
import { sayLoss } from './losses.ts';
import { inside, who } from './where.ts';

/** Why a packet is lost, from the way that it has taken; `undefined` where it is not. */
export function whyLost(hops: readonly Hop[]): Text | undefined {
  const lost = hops.at(-1);
  if (lost?.kind !== 'lost') return undefined;
  const { direction, loss } = lost;
  const router = hops.findLast((hop) => hop.kind === 'forward')?.netns;
  if (direction !== 'back' || loss.cause !== 'no-route' || router === undefined) return sayLoss(loss);
  const here = who(loss.netns);
  return {
    en: `${here.en} has no route back to ${loss.to}, and nothing ${inside(router).en} rewrites the source address`,
    zh: han`${here.zh} 没有回到 ${loss.to} 的路由，${inside(router).zh}也没有规则改写源地址`,
  };
}

/**
 * The first thing on the way from a namespace to an address that keeps packets from arriving, or their answers, as far as the
 * observed state alone tells; `undefined` where the state looks right. With a port it is about TCP, else about pings.
 */
export function whyUnreachable(network: Network, from: string, to: string, port?: number): Text | undefined {
  return whyLost(pathOf(network, { from, to, port }));
}
