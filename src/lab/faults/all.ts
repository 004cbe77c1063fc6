import { NetscenarioError } from '../../model/errors.ts';
import { say } from '../../model/say.ts';
import type { Exercise } from '../exercise.ts';
import { duplicateAddress, prefixLength, wrongAddress } from './addresses.ts';
import type { Fault, FaultKind } from './define.ts';
import { bridgeDown, deviceDown, portDown } from './device-down.ts';
import { forwardDrop, noMasquerade } from './firewall.ts';
import { staticNeighbour } from './neighbour.ts';
import { otherBridge, portOut } from './port.ts';
import { noRoute, wrongGateway } from './routes.ts';
import { noForwarding, ownSource, reversePath } from './settings.ts';
import { portDisabled, portsIsolated, staticFdb, wrongTag } from './switching.ts';

/** The catalogue. Its order decides which seed is which fault, so what is new comes at the end. */
export const FAULTS: readonly FaultKind[] = [
  ...[deviceDown, portOut, wrongAddress, bridgeDown, noRoute, noMasquerade, noForwarding, prefixLength, staticNeighbour, wrongTag],
  ...[portDown, reversePath, forwardDrop, otherBridge, duplicateAddress, portsIsolated, wrongGateway, ownSource, portDisabled, staticFdb],
];

/** What a daemon has given a name of its own choice cannot be named beforehand. */
function isNameable({ put }: Fault, { goal }: Exercise): boolean {
  const links = Object.values(goal.netns).flatMap((netns) => Object.values(netns.links));
  const unknown = new Set(links.flatMap(({ name, standIn }) => (standIn ? [name] : [])));
  return !put.some((command) => command.split(' ').some((word) => unknown.has(word)));
}

function isNoticed(fault: Fault, { items }: Exercise): boolean {
  return items.some(({ check }) => fault.breaks(check));
}

/** Whether there is anything that could be out of order. */
export function isRepairable(exercise: Exercise): boolean {
  return faultsOf(exercise).length > 0;
}

/** The kinds of faults that can be put into the network of an exercise and that something graded notices, each with its places. */
export function faultsOf(exercise: Exercise): readonly (readonly Fault[])[] {
  return FAULTS.map(({ sites }) => sites(exercise).filter((fault) => isNoticed(fault, exercise) && isNameable(fault, exercise))).filter(
    (sites) => sites.length > 0,
  );
}

/** The fault of a number: those that follow each other are of different kinds. */
export function faultOf(exercise: Exercise, seed: number): Fault {
  const kinds = faultsOf(exercise);
  const sites = kinds[seed % kinds.length] ?? [];
  const fault = sites[Math.floor(seed / kinds.length) % sites.length];
  if (fault) return fault;
  throw new NetscenarioError(
    'usage',
    say({ en: `${exercise.id} has nothing that could be out of order`, zh: `${exercise.id} 里没有可以出故障的地方` }),
  );
}
