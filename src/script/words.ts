import type { Lang } from '../model/text.ts';

/** Where a printed script works: in a sandbox that it makes for itself, or on the machine itself. */
export type Form = 'sandbox' | 'host';

/** The fixed words of printed scripts. */
export interface Words {
  readonly look: string;
  readonly note: string;
  readonly parameters: string;
  readonly tryNext: string;
  readonly breakIt: string;
  readonly errata: string;
  readonly sources: string;
  /** The sign of a mistake, with the name of the source that makes it where that is known. */
  mistake(source: string | undefined): string;
  readonly right: string;
  readonly exitCodes: string;
  readonly order: string;
  /** Why networks that somebody may own are refused. */
  public(networks: readonly string[]): string;
  /** The sentence above the undo. */
  readonly undo: string;
  /** How it is run, and what it does to the machine; lines that begin with blanks stay as they are. */
  usage(file: string, form: Form): string;
}

const EN: Words = {
  look: 'Look:',
  note: 'Note:',
  parameters: 'Printed for',
  tryNext: 'To try next:',
  breakIt: 'To break on purpose:',
  errata: 'Mistakes that tutorials make here:',
  sources: 'Where it comes from:',
  mistake: (source) => (source === undefined ? 'Wrong:' : `Wrong, in ${source}:`),
  right: 'Right:',
  exitCodes:
    'Exit codes: 0 all holds, 1 a check failed, 2 bad usage, 3 a command failed, 4 it cannot run here, 5 something is left behind; 129, 130, 143 after SIGHUP, SIGINT, SIGTERM.',
  order: 'The lesson comes first. What its words mean (step, holds, …), and how it starts and ends, comes behind it.',
  undo: 'Everything above, taken back in reverse order. What is in a namespace or belongs to a device goes with it, so that only these are left to be undone.',
  public: (networks) =>
    `${networks.join(' and ')} ${networks.length === 1 ? 'is' : 'are'} public address space: this machine would no longer reach its real owners`,
  usage: (file, form) =>
    form === 'sandbox'
      ? [
          'Run it as any user:',
          '',
          `  bash ${file}           builds it, checks it, takes it back`,
          `  bash ${file} --keep    opens a shell in it before that`,
          '',
          'Nothing of it touches this machine: the script starts itself anew in a sandbox, network, mount and process namespaces of its own. What it calls the host is the first network namespace in there. However it ends, the kernel takes the sandbox away with all that is in it.',
          '',
          'A check waits up to 5 seconds for what it claims; DEADLINE=20 before the command gives it 20.',
        ].join('\n')
      : [
          'FOR A THROW-AWAY MACHINE: this form works on the machine itself, as root. It refuses to start where it would meet a name, a route or a network that is there already.',
          '',
          `  sudo bash ${file}           builds it, checks it, takes it back`,
          `  sudo bash ${file} --keep    leaves it up`,
          `  sudo bash ${file} --undo    takes back what --keep has left`,
          '',
          'Kernel settings that it changes are noted first and put back at the end.',
          '',
          'A check waits up to 5 seconds for what it claims; DEADLINE=20 behind sudo gives it 20.',
        ].join('\n'),
};

export const WORDS: Readonly<Record<Lang, Words>> = { en: EN };
