import type { Text } from '../model/text.ts';

/** How a lesson is an exercise. */
export type LabKind = 'build' | 'finish' | 'repair' | 'predict';

/** The kinds, each with what the learner does. */
export const LAB_KINDS: Readonly<Record<LabKind, Text>> = {
  build: { en: 'build it from nothing', zh: '从零搭建' },
  finish: { en: 'finish what is begun', zh: '接着搭完' },
  repair: { en: 'find a fault and mend it', zh: '找出故障并修好' },
  predict: { en: 'say what will be seen before it is', zh: '先预测再看结果' },
};

/** By which a lab is known: its lesson, and its kind where it is not built from nothing. */
export function labName({ id, kind }: { readonly id: string; readonly kind: LabKind }): string {
  return kind === 'build' ? id : `${id} ${kind}`;
}
