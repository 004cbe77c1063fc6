import type { Argv } from 'yargs';
import { say } from '../model/say.ts';
import type { CommandContext } from './context.ts';

/** The positional argument of every verb that works on a lesson; help ends with what is known of the one that is named. */
export function takesLesson(command: Argv, { lessonHelp }: CommandContext): Argv<{ lesson: string }> {
  return command
    .epilogue(
      lessonHelp ??
        say({
          en: 'With a lesson before it, --help tells its parameters and steps.',
          zh: '在 --help 前面写上课程，就会说明它的参数和步骤。',
        }),
    )
    .positional('lesson', {
      type: 'string',
      describe: say({ en: "a lesson's id, or the path of one's own module", zh: '课程的 id，或自己的模块的路径' }),
      demandOption: true,
    });
}
