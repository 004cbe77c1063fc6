import type { Completes } from '../completion/question.ts';
import type { Verb } from './flags.ts';

/** What help, completion and the pages in docs/verbs say of a verb, its flags aside (flags.ts). */
export interface Entry {
  /** The word that follows the verb, and what it is completed with. */
  readonly takes?: { readonly name: string; readonly completes?: Completes };
  /** A further word that may follow. */
  readonly mayTake?: { readonly name: string; readonly completes: Completes };
  /** What it does, in a line. */
  readonly does: string;
  /** Command lines, `$0` for the program, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
}

const LESSON = { name: 'lesson', completes: 'lesson' } as const;

/** Every verb, in the order in which help lists them. */
export const MANUAL: Readonly<Record<Verb, Entry>> = {
  run: {
    takes: LESSON,
    does: 'build a lesson in a sandbox, check it and clean up',
    examples: [
      ['$0 run bridge-3ns', 'three namespaces on a bridge'],
      ['$0 run bridge-3ns --set namespaces=20', 'twenty of them'],
      ['$0 run veth-direct --step', 'step by step, with a shell when wanted'],
      ['$0 run ovs-internal --reporter json', 'events as JSON lines'],
    ],
  },
  explain: {
    takes: LESSON,
    does: 'teach a lesson: why, every command and flag, what changes, what to look at',
    examples: [
      ['$0 explain bridge-3ns', 'read it here'],
      ['$0 explain docker-bridge --step masquerade', 'one step alone'],
      ['$0 explain veth-direct --format html -o lesson.html', 'as a page to read and print'],
    ],
  },
  render: {
    takes: LESSON,
    does: 'print a lesson as a bash script that needs no netscenario',
    examples: [
      ['$0 render bridge-3ns', 'read it, or print it on paper'],
      ['$0 render bridge-3ns -o bridge.sh', 'write it to a file; ./bridge.sh runs it in a sandbox'],
      ['$0 render veth-direct --host', 'for a throw-away machine, without a sandbox'],
    ],
  },
  diagram: {
    takes: LESSON,
    does: 'draw the network of a lesson',
    examples: [
      ['$0 diagram docker-bridge', 'at its end, with box-drawing characters'],
      ['$0 diagram docker-bridge --after-step 3', 'after a step, what it changed marked'],
      ['$0 diagram bridge-3ns --format svg > bridge.svg', 'as a picture'],
    ],
  },
  list: {
    does: 'list the lessons',
    examples: [
      ['$0 list', 'all lessons'],
      ['$0 list --tag ovs', 'those about Open vSwitch'],
    ],
  },
  doctor: {
    does: 'tell what works on this machine, and mend what does not',
    examples: [
      ['$0 doctor', 'what works here'],
      ['$0 doctor --fix --for ovs-internal', 'install what one lesson needs'],
    ],
  },
  new: {
    takes: { name: 'name' },
    mayTake: { name: 'folder', completes: 'file' },
    does: "write the beginning of a lesson of one's own, NAME.ts",
    examples: [
      ['$0 new my-lesson', 'here'],
      ['$0 new my-lesson ~/lessons', 'in another folder'],
    ],
  },
  prove: {
    takes: LESSON,
    does: "leave out each of a lesson's actions in turn, and see whether its checks notice",
    examples: [
      ['$0 prove ./my-lesson.ts', "which actions no check guards, in one's own lesson"],
      ['$0 prove bridge-3ns --json', 'the proof of a lesson that comes with netscenario, for programs'],
    ],
  },
  completion: {
    takes: { name: 'shell', completes: 'shell' },
    does: "print what makes a shell complete netscenario's words",
    examples: [['source <($0 completion bash)', 'complete in this shell']],
  },
};

/** A verb as yargs takes it: with the word that follows, and what it does. */
export function commandOf(verb: Verb): [command: string, does: string] {
  const { takes, mayTake, does } = MANUAL[verb];
  return [[verb, ...(takes ? [`<${takes.name}>`] : []), ...(mayTake ? [`[${mayTake.name}]`] : [])].join(' '), does];
}

/** A verb's examples as yargs takes them. */
export function examplesOf(verb: Verb): [command: string, does: string][] {
  return MANUAL[verb].examples.map(([command, does]) => [command, does]);
}
