import type { Exercise } from './exercise.ts';
import { faultsOf } from './faults/all.ts';
import { halfways } from './finish.ts';
import { LAB_KINDS, type LabKind } from './kinds.ts';
import { questionsOf } from './predict/questions.ts';

/** The kinds of labs that a lesson gives. */
export function kindsOf(exercise: Exercise): readonly LabKind[] {
  const given: Readonly<Record<LabKind, boolean>> = {
    build: exercise.items.length > 0,
    finish: halfways(exercise).length > 0,
    repair: faultsOf(exercise).length > 0,
    predict: questionsOf(exercise).length > 0,
  };
  return (Object.keys(LAB_KINDS) as LabKind[]).filter((kind) => given[kind]);
}
