import { chmodSync, writeFileSync } from 'node:fs';
import { MANAGERS, type Manager, PACKAGE_OF } from '../exec/package-table.ts';
import { EXIT, type ExitCode, NetscenarioError } from '../model/errors.ts';
import { show } from '../model/show.ts';
import type { Lang } from '../model/text.ts';
import { printScript } from '../script/script.ts';
import type { Form } from '../script/words.ts';
import { preparePlan } from './prepare.ts';

export interface RenderOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly form: Form;
  /** The file to write; standard output where it is undefined. */
  readonly output: string | undefined;
  readonly lang: Lang;
}

/** Who may read and run a script: everyone may, its owner may change it. */
const EXECUTABLE = 0o755;

function packagesOf(program: string): readonly string[] {
  return (Object.keys(MANAGERS) as Manager[]).map((manager) => PACKAGE_OF[program]?.[manager] ?? program);
}

/** Prints a lesson as a bash script, or writes it to a file that can be run. */
export async function renderVerb(options: RenderOptions, write: (text: string) => void): Promise<ExitCode> {
  const { scenario, set, form, lang, output } = options;
  const plan = await preparePlan({ scenario, set, until: undefined });
  const text = printScript(plan, { form, lang, packagesOf });
  if (output === undefined) write(text);
  else writeScript(output, text);
  return EXIT.ok;
}

function writeScript(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: EXECUTABLE });
    chmodSync(path, EXECUTABLE);
  } catch (error) {
    throw new NetscenarioError('usage', `cannot write ${show(path)}: ${(error as Error).message}`, 'name a file in a folder of your own');
  }
}
