import type { Exercise } from './exercise.ts';
import { faultOf } from './faults/all.ts';

/** The exercise with everything built and one fault in it; which claims that leaves is found out once it is in (begin.ts). */
export function repairOf(exercise: Exercise, seed: number): Exercise {
  return { ...exercise, kind: 'repair', done: exercise.steps.length, fault: { seed, fault: faultOf(exercise, seed) } };
}
