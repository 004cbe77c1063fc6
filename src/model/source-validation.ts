import { baselineOf } from './baseline.ts';
import type { End } from './end.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import { localLink, routeTo } from './routing.ts';

/** The value of a setting of one device by itself: its own, else the default that it was born with. */
function ownSetting(network: Network, { netns, dev }: End, name: string): number {
  const { sysctls = {} } = network.netns[netns] ?? {};
  const of = (what: string) => sysctls[`net.ipv4.conf.${what}.${name}`] ?? baselineOf(`net.ipv4.conf.${what}.${name}`);
  return Number(sysctls[`net.ipv4.conf.${dev}.${name}`] ?? of('default') ?? 0);
}

function allSetting(network: Network, netns: string, name: string): number {
  const key = `net.ipv4.conf.all.${name}`;
  return Number(network.netns[netns]?.sysctls[key] ?? baselineOf(key) ?? 0);
}

/** The value of a setting for a device, of which that of `all` counts where it is greater. */
export function deviceSetting(network: Network, end: End, name: string): number {
  return Math.max(allSetting(network, end.netns, name), ownSetting(network, end, name));
}

/** Source validation of what comes in from a wire (`fib_validate_source`, net/ipv4/fib_frontend.c). */
export function refusal(network: Network, at: End, source: string): Loss | undefined {
  const { netns, dev } = at;
  const own = localLink(network, netns, source);
  const setting = (name: string) => deviceSetting(network, at, name);
  if (own && setting('accept_local') === 0) return { cause: 'own-source', netns, dev, source };
  const filter = setting('rp_filter');
  const state = network.netns[netns];
  const back = own?.name ?? (state && routeTo(state, source)?.dev);
  const refused = (filter === 1 && back !== dev) || (filter === 2 && back === undefined);
  return refused ? { cause: 'reverse-path', netns, dev, source } : undefined;
}
