import type { Argv } from 'yargs';
import type { CommandContext } from './context.ts';

/** The positional argument of every verb that works on a lesson; help ends with what is known of the one that is named. */
export function takesLesson(command: Argv, { lessonHelp }: CommandContext): Argv<{ lesson: string }> {
  return command
    .epilogue(lessonHelp ?? 'With a lesson before it, --help tells its parameters and steps.')
    .positional('lesson', { type: 'string', describe: "a lesson's id, or the path of one's own module", demandOption: true });
}
