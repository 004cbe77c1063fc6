import type { Verb } from '../verbs/flags.ts';
import type { ExitName } from './exit-codes.ts';

/** What the page of a verb says beyond its help. */
export interface VerbNotes {
  /** What it does, paragraphs of Markdown. */
  readonly more: readonly string[];
  /** The ways in which it ends by itself; signals and bugs are the same for all. */
  readonly exits: readonly ExitName[];
  /** Pages to read on, as Markdown links from docs/verbs/. */
  readonly see: readonly string[];
}

export const VERB_NOTES: Readonly<Record<Verb, VerbNotes>> = {
  run: {
    more: [
      'It makes a sandbox of namespaces, runs the lesson in it step by step, and shows each command with its result. After each step it compares the network that the commands should lead to with the one that the kernel reports, and makes the checks of the step. Then it throws the sandbox away and looks whether anything is left.',
      'A check that fails tells what was expected, what was seen, why, and the command with which you see it yourself. The steps after it are skipped.',
      'With `--step` it waits before each step: Enter goes on, `s` opens a shell inside the sandbox, `q` ends the run. With `--keep` such a shell is open after the last step, until you leave it.',
    ],
    exits: ['ok', 'checkFailed', 'usage', 'stepFailed', 'skipped', 'leftBehind'],
    see: [
      '[the lessons](../lessons/README.md)',
      '[the sandbox](../sandbox.md)',
      '[events as JSON lines](../json-events.md), for `--reporter json`',
      '[a lesson of your own](../own-lesson.md)',
    ],
  },
  list: {
    more: [
      'It lists the lessons that come with netscenario, each with its tags, the programs and kernel parts that it needs, and its parameters. The fields of `--json` are `id`, `title`, `summary`, `tags`, `tools`, `needs` and `params`.',
    ],
    exits: ['ok', 'usage'],
    see: ['[the lessons](../lessons/README.md)', '[run](run.md)'],
  },
  doctor: {
    more: [
      'It tries things rather than guessing: it makes a real sandbox, asks the kernel in it for each kind of device, for source NAT and for the table of connections, and throws it away. What is lacking is named with its fix, and so is each lesson that cannot run because of it. Without `--fix` it changes nothing.',
      'With `--fix` it installs and mends what is lacking, with the package manager of the system (apt, dnf, apk or pacman), then looks again. It says first what it will do, and asks, unless `--yes` is given.',
    ],
    exits: ['ok', 'usage', 'skipped'],
    see: ['[doctor in detail](../doctor.md)', '[the sandbox](../sandbox.md): what it needs'],
  },
  completion: {
    more: [
      "It prints a short script. Once a shell has read it, the Tab key completes verbs, lessons, flags and their values, the steps and parameters of the lesson that the line names, tags, and the files of lessons of one's own; zsh and fish show beside each what it is. bash needs no bash-completion.",
      'The script asks netscenario each time, under the name with which the line begins, so it never goes stale. A module of your own is loaded to learn its steps and parameters; one that cannot be loaded completes nothing.',
    ],
    exits: ['ok', 'usage'],
    see: ['[run](run.md)'],
  },
};
