import type { NetworkDraft } from '../../model/draft.ts';
import { HOST } from '../../model/host.ts';
import type { Link, Network } from '../../model/network.ts';
import type { Text } from '../../model/text.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import { renderShell } from '../../render/templates.ts';
import type { Shell } from '../../vocabulary/shell.ts';
import type { Exercise } from '../exercise.ts';

/** Something that is wrong at one place of a network that was built. */
export interface Fault {
  readonly kind: string;
  /** What was done, for whom has mended it or given up. */
  readonly what: Text;
  /** The commands that put it in, and those that mend it. */
  readonly put: readonly string[];
  readonly mend: readonly string[];
  /** Whether the claim of a check is no longer true with it. */
  breaks(check: PlannedCheck): boolean;
}

/** One kind of fault: where it can be put into the network of an exercise. Whether anything graded notices is asked of each. */
export interface FaultKind {
  readonly kind: string;
  sites(exercise: Exercise): readonly Fault[];
}

interface Parts {
  readonly kind: string;
  readonly what: Text;
  readonly put: readonly Shell[];
  readonly mend: readonly Shell[];
}

function rendered({ kind, what, put, mend }: Parts): Omit<Fault, 'breaks'> {
  return { kind, what, put: put.flatMap(renderShell), mend: mend.flatMap(renderShell) };
}

/** A fault that makes another network of the goal: what is not true there is broken. */
export function changing({ goal }: Exercise, draft: NetworkDraft, parts: Parts): Fault {
  const faulty = draft.snapshot();
  return { ...rendered(parts), breaks: (check) => check.stands(goal) && !check.stands(faulty) };
}

/** A fault that the model of a network does not show; what it breaks is told by the way that packets take. */
export function hidden(parts: Parts, breaks: (check: PlannedCheck) => boolean): Fault {
  return { ...rendered(parts), breaks };
}

/** A device that the learner has made, and where it is. */
export interface Place {
  readonly netns: string;
  readonly link: Link;
}

/** The namespaces in which a learner works. */
export function ownNames({ before, goal }: Pick<Exercise, 'before' | 'goal'>): readonly string[] {
  return Object.keys(goal.netns).filter((netns) => netns === HOST || before.netns[netns] === undefined);
}

/** The devices of the goal that do not belong to the scene; lo where it was switched on. */
export function ownDevices(exercise: Pick<Exercise, 'before' | 'goal'>): readonly Place[] {
  const { before, goal } = exercise;
  return ownNames(exercise).flatMap((netns) =>
    Object.values(goal.netns[netns]?.links ?? {})
      .filter(({ name }) => before.netns[netns]?.links[name] === undefined)
      .map((link) => ({ netns, link })),
  );
}

/** The routes that go when a device loses all of them, other than those that come by themselves with its addresses. */
export function lostRoutes({ netns }: Network, { netns: name, link }: Place): readonly Shell[] {
  const routes = (netns[name]?.routes ?? []).filter(({ dev, proto }) => dev === link.name && proto !== 'kernel');
  return routes.map(({ dst, via, dev }) => ({ template: 'route-replace', data: { netns: name, to: dst, via, dev } }));
}
