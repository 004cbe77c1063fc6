import type { Hop } from '../model/hop.ts';
import type { Way } from '../model/path.ts';
import type { Shell } from '../vocabulary/shell.ts';
import { type Of, type Remedy, remedy, shell, show } from './remedy.ts';

/** What rewrites the source of what a router passes on, so that its receiver knows a way back. */
function masquerading(there: readonly Hop[], to: string): readonly Shell[] {
  const at = there.findLastIndex((hop) => hop.kind === 'forward');
  const [router, into] = [there[at], there.slice(0, at).findLast((hop) => hop.kind === 'switch' || hop.kind === 'cable')];
  if (router?.kind !== 'forward') return [];
  const exceptOut = into?.kind === 'switch' ? into.name : router.dev;
  return [{ template: 'masquerade-add', data: { netns: router.netns, source: `${to}/32`, exceptOut } }];
}

/** What shows that a namespace has no way to an address, and what gives it one. */
export function routeRemedy({ there, lost }: Way, loss: Of<'no-route' | 'refusing-route'>): Remedy {
  const { netns, to } = loss;
  const get = show('route-get', { netns, to, source: '', in: '' });
  if (loss.cause === 'refusing-route') return remedy([get, show('rules', { netns })], shell('every-route', { netns, type: loss.type }));
  const proofs = [get, show('addresses', { netns }), show('routes', { netns })];
  const route: Shell = { template: 'route-add', data: { netns, to: `${to}/32`, via: 'GATEWAY', dev: '' } };
  if (lost?.direction === 'back') return remedy([...proofs, ...natShown(there)], ...masquerading(there, to), route);
  if (loss.lacks === 'device') return remedy(proofs, shell('mend-link-add', { netns }));
  if (loss.lacks === 'address')
    return remedy(proofs, { template: 'address-add', data: { netns, address: 'ADDRESS/LENGTH', dev: 'DEVICE' } });
  return remedy(proofs, route);
}

/** The rules that the last router rewrites sources by; of them each counts the connections that it was for. */
function natShown(there: readonly Hop[]) {
  const router = there.findLast((hop) => hop.kind === 'forward');
  return router ? [show('chain-iptables', { netns: router.netns, table: 'nat', chain: 'POSTROUTING' })] : [];
}
