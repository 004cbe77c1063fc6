import { SHELLS, shellNamed } from '../completion/shells.ts';
import { EXIT, type ExitCode } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { show } from '../model/show.ts';
import { usageError } from './usage.ts';

/** Prints the script that makes a shell complete; throws `NetscenarioError` where the shell is none that is known. */
export async function completionVerb(name: string, write: (text: string) => void): Promise<ExitCode> {
  const shell = shellNamed(name);
  if (!shell) {
    const names = Object.keys(SHELLS);
    const meant = nearest(name, names);
    throw usageError(
      `there is no completion for the shell ${show(name)}`,
      meant ? `did you mean ${meant}?` : `there is one for ${names.join(', ')}`,
    );
  }
  write(shell.script);
  return EXIT.ok;
}
