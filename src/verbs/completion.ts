import { SHELLS, shellNamed } from '../completion/shells.ts';
import { EXIT, type ExitCode } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import { usageError } from './usage.ts';

/** Prints the script that makes a shell complete; throws `NetscenarioError` where the shell is none that is known. */
export async function completionVerb(name: string, write: (text: string) => void): Promise<ExitCode> {
  const shell = shellNamed(name);
  if (!shell) {
    const names = Object.keys(SHELLS);
    const meant = nearest(name, names);
    throw usageError(
      say({ en: `there is no completion for the shell ${show(name)}`, zh: `没有 shell ${show(name)} 的补全` }),
      meant ? didYouMean(meant) : say({ en: `there is one for ${names.join(', ')}`, zh: `可选 ${inRow(names)}` }),
    );
  }
  write(shell.script);
  return EXIT.ok;
}
