import type { ExitCode } from '../model/errors.ts';
import type { CommandContext } from './context.ts';

/** The verbs that do something with a lesson where nothing else is said. */
const VERBS: Readonly<Record<string, () => Promise<(line: { readonly lesson: string }, context: CommandContext) => Promise<ExitCode>>>> = {
  run: async () => (await import('./run.ts')).doRun,
  explain: async () => (await import('./explain.ts')).doExplain,
  render: async () => (await import('./render.ts')).doRender,
  diagram: async () => (await import('./diagram.ts')).doDiagram,
};

/**
 * What a line of a verb and a lesson's id says to do; `undefined` for any other. Such a line has no flag, and the parser, which
 * takes longer to load and to set up than most verbs to do their work, would make nothing of it but these two words.
 */
export function plainLine(argv: readonly string[]): ((context: CommandContext) => Promise<ExitCode>) | undefined {
  const [verb = '', lesson = '', ...others] = argv;
  const load = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!load || others.length > 0 || !/^[a-z][a-z0-9-]*$/.test(lesson)) return undefined;
  return async (context) => (await load())({ lesson }, context);
}
