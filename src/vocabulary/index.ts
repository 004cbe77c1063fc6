import * as action from './actions/all.ts';
import * as check from './checks/all.ts';
import type { ActionDef, CheckDef } from './define.ts';

// What an installed netscenario has instead, with the same exports, loads each definition when it is asked for (src/build/lazy.mjs).

// As namespaces, not as objects: declarations then name each definition where it is, its comments with it.
export { action, check };

function byKind<D extends { readonly kind: string }>(defs: Readonly<Record<string, D>>): ReadonlyMap<string, D> {
  return new Map(Object.values(defs).map((def) => [def.kind, def]));
}

// The registries hold definitions of many parameter types; a plan validates a call's parameters before it uses them.
export const ACTIONS = byKind(action as unknown as Record<string, ActionDef>);
export const CHECKS = byKind(check as unknown as Record<string, CheckDef>);
