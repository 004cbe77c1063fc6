/** Every kind of check, by the name under which authors use it. */
export { captured } from './captured.ts';
export { joined } from './joined.ts';
export { learnt } from './learnt.ts';
export { deliveredLocally } from './local-route.ts';
export { noDevice } from './no-device.ts';
export { noReply } from './no-reply.ts';
export { paired } from './paired.ts';
export { reaches } from './reaches.ts';
export { routed } from './routed.ts';
export { refused, served } from './served.ts';
export { sourceSeen } from './source-seen.ts';
export { sysctlIs } from './sysctl-is.ts';
export { tracked } from './tracked.ts';
