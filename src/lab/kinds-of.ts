import { type Exercise, learnersActions } from './exercise.ts';
import { isRepairable } from './faults/all.ts';
import { halfways } from './finish.ts';
import { LAB_KINDS, type LabKind } from './kinds.ts';

/** The kinds of labs that a lesson gives. */
export function kindsOf(exercise: Exercise): readonly LabKind[] {
  const given: Readonly<Record<LabKind, () => boolean>> = {
    build: () => exercise.items.length > 0,
    finish: () => halfways(exercise).length > 0,
    repair: () => isRepairable(exercise),
    predict: () => exercise.steps.some((step) => learnersActions(step, exercise).length > 0),
  };
  return (Object.keys(LAB_KINDS) as LabKind[]).filter((kind) => given[kind]());
}
