/** What a lesson's module may use; the package's public interface. */
export type { ActionCall, CheckCall } from './model/calls.ts';
export { HOST } from './model/host.ts';
export type { Prefix } from './model/inet.ts';
export { formatPrefix, hostAt, overlaps, parsePrefix } from './model/inet.ts';
export type { Member } from './model/members.ts';
export { checksOf, membersOf, pairsOf, prefixFor, subnetFaults } from './model/members.ts';
export type { Param, ParamValues, Subnet } from './model/params.ts';
export { param } from './model/params.ts';
export type { Erratum, Scenario, Step } from './model/scenario.ts';
export { defineScenario } from './model/scenario.ts';
export type { Text } from './model/text.ts';
export { action, check } from './vocabulary/index.ts';
