import type { Verb } from '../verbs/flags.ts';
import { registerCompletion } from './completion.ts';
import type { Register } from './context.ts';
import { registerDiagram } from './diagram.ts';
import { registerDoctor } from './doctor.ts';
import { registerExplain } from './explain.ts';
import { registerLab } from './lab.ts';
import { registerList } from './list.ts';
import { registerNew } from './new.ts';
import { registerProve } from './prove.ts';
import { registerRender } from './render.ts';
import { registerRun } from './run.ts';

/** Every verb, in the order in which help lists them. */
export const COMMANDS: Readonly<Record<Verb, Register>> = {
  run: registerRun,
  explain: registerExplain,
  render: registerRender,
  diagram: registerDiagram,
  list: registerList,
  doctor: registerDoctor,
  new: registerNew,
  prove: registerProve,
  lab: registerLab,
  completion: registerCompletion,
};
