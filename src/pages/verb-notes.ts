import type { Verb } from '../verbs/flags.ts';
import type { ExitName } from './exit-codes.ts';

/** What the page of a verb says beyond its help. */
export interface VerbNotes {
  /** What it does, paragraphs of Markdown. */
  readonly more: readonly string[];
  /** The ways in which it ends by itself; signals and bugs are the same for all. */
  readonly exits: Readonly<Partial<Record<ExitName, string | true>>>;
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
    exits: { ok: true, checkFailed: true, usage: true, stepFailed: true, skipped: true, leftBehind: true },
    see: [
      '[the lessons](../lessons/README.md)',
      '[the sandbox](../sandbox.md)',
      '[events as JSON lines](../json-events.md), for `--reporter json`',
      '[a lesson of your own](../authoring.md)',
    ],
  },
  list: {
    more: [
      'It lists the lessons that come with netscenario, each with its tags, the programs and kernel parts that it needs, and its parameters. The fields of `--json` are `id`, `title`, `summary`, `tags`, `tools`, `needs` and `params`.',
    ],
    exits: { ok: 'they are listed', usage: true },
    see: ['[the lessons](../lessons/README.md)', '[run](run.md)'],
  },
  doctor: {
    more: [
      'It tries things rather than guessing: it makes a real sandbox, asks the kernel in it for each kind of device, for source NAT and for the table of connections, and throws it away. What is lacking is named with its fix, and so is each lesson that cannot run because of it. Without `--fix` it changes nothing.',
      'With `--fix` it installs and mends what is lacking, with the package manager of the system (apt, dnf, apk or pacman), then looks again. It says first what it will do, and asks, unless root runs it or `--yes` is given.',
    ],
    exits: { ok: 'nothing is lacking', usage: true, skipped: 'something is lacking' },
    see: ['[doctor in detail](../doctor.md)', '[the sandbox](../sandbox.md): what it needs'],
  },
  new: {
    more: [
      'It writes a file `NAME.ts` with a small lesson that holds as it is, into the folder that follows or else the one that you are in, and says what to do next. Where no settings tell an editor what `netscenario` is, it also writes a `tsconfig.json` that does. It writes over nothing.',
    ],
    exits: { ok: 'the file is written', usage: 'the name is none for a lesson, or the file cannot be written' },
    see: ['[a lesson of your own](../authoring.md)', '[prove](prove.md)', '[actions](../actions.md) and [checks](../checks.md)'],
  },
  prove: {
    more: [
      'A check that cannot fail proves nothing. This verb runs the lesson once whole, then once for each of its actions with that action left out, and notes what notices: a check, or a later command that fails. The comparison with the expected network is switched off meanwhile, since it would notice by itself and say nothing about the checks.',
      'An action that nothing notices wants a check, or is not needed. Actions that only show something are passed over.',
    ],
    exits: {
      ok: 'each action is guarded',
      checkFailed: 'no check guards one of the actions, or a check fails in the whole lesson',
      usage: true,
      stepFailed: 'a command fails in the whole lesson',
      skipped: true,
      leftBehind: true,
    },
    see: ['[a lesson of your own](../authoring.md)', '[checks](../checks.md)', '[run](run.md)'],
  },
  explain: {
    more: [
      'It tells a lesson without running it: what it is about, a picture of the network, then for each step why it is done, every command with its flags explained, what changes in the network, what to look at, and at the end the way that a packet takes, the mistakes of the source, and what to try next and to break on purpose. All of it comes from the same plan that `run` follows, with the parameters that you set.',
      'With `--step` it tells that step alone, everything in it explained anew, with a picture in which the new is marked.',
      'On a terminal it fits the columns, and what is longer than the screen goes through `$PAGER`, or `less` where that is not set. `--pager never`, an empty `PAGER` and `PAGER=cat` write it at once; into a pipe or a file it is never paged.',
      '`--format md` is Markdown with a Mermaid diagram. `--format html` is one page that needs nothing beside it and loads nothing: a picture for each step with what is new in it, and one at the top that goes through them; it suits a telephone, a dark screen and paper. A file that `--output` names is replaced; where `--format` is not given, `.md` or `.html` at the end of its name says which of them it is to be, and any other is written as for the terminal.',
    ],
    exits: { ok: 'it is printed or written', usage: true },
    see: ['[the lessons](../lessons/README.md), explained', '[diagram](diagram.md)', '[run](run.md)'],
  },
  diagram: {
    more: [
      'It draws the network of a lesson, computed from its plan and never by hand: as a box drawing for the terminal, as Mermaid for Markdown, as dot for Graphviz, or as SVG. A file that `--output` names is replaced; where `--format` is not given, `.mmd`, `.dot`, `.gv` or `.svg` at the end of its name says which of them it is to be, and any other gets boxes.',
      'Single lines are walls: of the host, of namespaces, of bridges. Double lines are cables. Inside stand the addresses, what is `DOWN`, and what somebody set: routes, sysctls, rules and counters. The device `lo` is drawn only where it matters or where nothing else is.',
      'With `--after-step` that step ends the picture, and what it made or changed is marked: with `+` and `*` between boxes, in green elsewhere. Of more than 20 namespaces the first 8 are drawn, and the rest is counted.',
    ],
    exits: { ok: 'it is drawn', usage: true },
    see: ['[explain](explain.md)'],
  },
  render: {
    more: [
      'It prints a bash script that does the lesson without netscenario: numbered steps with comments that teach, the bare commands, the same checks, and a clean-up. Before it begins, the script looks for its tools and rights, and it refuses to run over names that exist.',
      'By default the script starts itself again in a sandbox like that of `run`. With `--host` it is the form for a machine that may be thrown away: it works in the namespace that it is started in, as root.',
      'The exit codes of the printed script are those of [run](run.md).',
    ],
    exits: { ok: 'the script is printed or written', usage: true },
    see: ['[the printed scripts](../render.md)', '[the sandbox](../sandbox.md)', '[exit codes](../exit-codes.md)'],
  },
  lab: {
    more: [
      'Any lesson is also an exercise. `lab list` lists them, each with its kinds ([labs](../labs.md) tells how to do and how to set them): _build_ from nothing, _finish_ what is begun (`--from N` says after which step), _repair_ one fault (`--seed N` brings the same one again), _predict_ what will be seen. What an exercise asks is derived from the lesson: which namespaces there must be, who holds which address, how they are joined, and what must be reached. Names of devices and bridges, the tools and the order are free.',
      '`lab start LESSON` opens a shell in a fresh sandbox at the starting state, with the task on the screen. Inside, `task` shows it again, `check` says what holds and what does not, `hint` helps a little more each time, `diagnose ns1 10.10.10.3` walks the way of a packet and proves where it is lost ([diagnosis](../diagnosis.md)), `diff` draws what is built and lists what is missing, `solution` prints the commands of the lesson, `reset` begins again, `goto N` makes everything as it is after step N, and `quit` ends the lab. Ctrl-C ends a command, never the lab; a terminal that is closed ends the lab and leaves nothing.',
      'From a second terminal, `lab status` tells which labs are open, `lab check` checks one, `lab diagnose ns1 10.10.10.3` tells why a namespace does not reach an address, `lab watch` checks it again whenever its network changes, and `lab shell NAMESPACE` opens one more shell in it. Where several are open, `--lab` says which. `lab progress` tells the best grade of each lab and kind; it is kept in the XDG state directory.',
      '`lab grade LESSON --solution FILE` runs a bash script in a fresh sandbox at the starting state of the exercise and then grades the network that it has built: from the state of the kernel and from probes, never from the commands. The script is not trusted ([grading](../grading.md)); its own exit status does not count. With `--reporter json` the last line is the grade.',
    ],
    exits: { ok: 'full score', checkFailed: 'below full score', usage: true, skipped: true, leftBehind: true },
    see: ['[labs](../labs.md)', '[diagnosis](../diagnosis.md)', '[grading](../grading.md)', '[the lessons](../lessons/README.md)'],
  },
  completion: {
    more: [
      "It prints a short script. Once a shell has read it, the Tab key completes verbs, lessons, flags and their values, the steps and parameters of the lesson that the line names, tags, and the files of lessons of one's own; zsh and fish show beside each what it is. bash needs no bash-completion.",
      'The script asks netscenario each time, under the name with which the line begins, so it never goes stale. A module of your own is loaded to learn its steps and parameters; one that cannot be loaded completes nothing.',
    ],
    exits: { ok: 'the script is printed', usage: true },
    see: ['[run](run.md)'],
  },
};
