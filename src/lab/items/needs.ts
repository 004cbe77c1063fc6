import { HOST } from '../../model/host.ts';
import { addressOf } from '../../model/inet.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import type { Member } from '../../vocabulary/checks/verdicts.ts';
import type { Item } from './item.ts';

/** Structure that a check speaks of: the namespaces where it looks, and the addresses that its parameters name. */
export function needsOf(check: PlannedCheck, structure: readonly Item[], way: Member | undefined): readonly string[] {
  const words = new Set([...wordsIn(check.params), ...(way ? [way.address] : [])]);
  const places = new Set(check.places.map(({ netns }) => netns));
  return structure.flatMap(({ id, check: { params } }) => {
    const { netns, address } = params as { readonly netns: string; readonly address?: string };
    if (address === undefined) return places.has(netns) || words.has(netns) ? [id] : [];
    const speaksOfPlace = netns !== HOST && (places.has(netns) || words.has(netns));
    return speaksOfPlace || words.has(addressOf(address)) ? [id] : [];
  });
}

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
