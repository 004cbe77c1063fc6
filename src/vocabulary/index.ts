import { address } from './actions/address.ts';
import { bridge, bridgePort } from './actions/bridge.ts';
import { capture } from './actions/capture.ts';
import { countSources } from './actions/count-sources.ts';
import { down, up } from './actions/link-state.ts';
import { masquerade } from './actions/masquerade.ts';
import { move } from './actions/move.ts';
import { netns } from './actions/netns.ts';
import { ovsBridge, ovsDaemons, ovsInternalPort, ovsPort } from './actions/ovs.ts';
import { ping } from './actions/ping.ts';
import { route } from './actions/route.ts';
import { show } from './actions/show.ts';
import { sysctl } from './actions/sysctl.ts';
import { veth } from './actions/veth.ts';
import { captured } from './checks/captured.ts';
import { joined } from './checks/joined.ts';
import { learnt } from './checks/learnt.ts';
import { deliveredLocally } from './checks/local-route.ts';
import { noDevice } from './checks/no-device.ts';
import { noReply } from './checks/no-reply.ts';
import { paired } from './checks/paired.ts';
import { reaches } from './checks/reaches.ts';
import { routed } from './checks/routed.ts';
import { sourceSeen } from './checks/source-seen.ts';
import { sysctlIs } from './checks/sysctl-is.ts';
import { tracked } from './checks/tracked.ts';
import type { ActionDef, CheckDef } from './define.ts';

/** Every kind of action, by the name under which authors use it. */
export const action = {
  address,
  bridge,
  bridgePort,
  capture,
  countSources,
  down,
  masquerade,
  move,
  netns,
  ovsBridge,
  ovsDaemons,
  ovsInternalPort,
  ovsPort,
  ping,
  route,
  show,
  sysctl,
  up,
  veth,
};

/** Every kind of check, by the name under which authors use it. */
export const check = {
  captured,
  deliveredLocally,
  joined,
  learnt,
  noDevice,
  noReply,
  paired,
  reaches,
  routed,
  sourceSeen,
  sysctlIs,
  tracked,
};

function byKind<D extends { readonly kind: string }>(defs: Readonly<Record<string, D>>): ReadonlyMap<string, D> {
  return new Map(Object.values(defs).map((def) => [def.kind, def]));
}

// The registries hold definitions of many parameter types; a plan validates a call's parameters before it uses them.
export const ACTIONS = byKind(action as unknown as Record<string, ActionDef>);
export const CHECKS = byKind(check as unknown as Record<string, CheckDef>);
