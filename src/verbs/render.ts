import { MANAGERS, type Manager, PACKAGE_OF } from '../exec/package-table.ts';
import type { Dialect } from '../model/dialects.ts';
import { EXIT, type ExitCode } from '../model/errors.ts';
import type { Lang } from '../model/text.ts';
import { printScript } from '../script/script.ts';
import type { Form } from '../script/words.ts';
import { preparePlan } from './prepare.ts';
import { save } from './save.ts';

export interface RenderOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly dialects: readonly Dialect[];
  readonly form: Form;
  /** The file to write; standard output where it is undefined. */
  readonly output: string | undefined;
  readonly lang: Lang;
}

function packagesOf(program: string): readonly string[] {
  return (Object.keys(MANAGERS) as Manager[]).map((manager) => PACKAGE_OF[program]?.[manager] ?? program);
}

/** Prints a lesson as a bash script, or writes it to a file that can be run. */
export async function renderVerb(options: RenderOptions, write: (text: string) => void): Promise<ExitCode> {
  const { scenario, set, dialects, form, lang, output } = options;
  const plan = await preparePlan({ scenario, set, dialects, until: undefined });
  const text = printScript(plan, { form, lang, packagesOf });
  if (output === undefined) write(text);
  else save(output, text, { executable: true });
  return EXIT.ok;
}
