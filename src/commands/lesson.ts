import type { Argv } from 'yargs';

/** The positional argument of every verb that works on a lesson. */
export function lessonPositional(command: Argv): Argv<{ lesson: string }> {
  return command.positional('lesson', {
    type: 'string',
    describe: "a lesson's id, or the path of one's own module",
    demandOption: true,
  });
}
