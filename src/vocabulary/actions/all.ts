/** Every kind of action, by the name under which authors use it. */
export { address } from './address.ts';
export { bridge, bridgePort } from './bridge.ts';
export { capture } from './capture.ts';
export { countSources } from './count-sources.ts';
export { flushNeighbours } from './flush-neighbours.ts';
export { down, up } from './link-state.ts';
export { masquerade } from './masquerade.ts';
export { move } from './move.ts';
export { netns } from './netns.ts';
export { ovsBridge, ovsDaemons, ovsInternalPort, ovsPort } from './ovs.ts';
export { ping } from './ping.ts';
export { removeAddress } from './remove-address.ts';
export { route } from './route.ts';
export { serve } from './serve.ts';
export { show } from './show.ts';
export { sysctl } from './sysctl.ts';
export { tap, tapProgram } from './tap.ts';
export { veth } from './veth.ts';
