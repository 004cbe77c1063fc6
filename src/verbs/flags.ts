import type { Options } from 'yargs';
import type { Completes } from '../completion/question.ts';
import { DIAGRAM_FORMATS } from '../diagram/formats.ts';
import { REPORTERS } from '../report/choose.ts';

/** A flag that takes a value; `completes` says what a shell completes it with, where it has no choices. */
function value<const O extends Options & { completes?: Completes }>(options: O) {
  return { type: 'string', requiresArg: true, ...options } as const;
}

/** A flag that is there or not. */
function flag(describe: string, alias?: string) {
  return { type: 'boolean', default: false, describe, ...(alias ? { alias } : {}) } as const;
}

/** What `explain` can make of a lesson. */
export const EXPLAIN_FORMATS = ['term', 'md', 'html'] as const;

/** Whether long text goes through a pager. */
export const PAGING = ['auto', 'never'] as const;

/** What every verb that works on a lesson takes. */
const PARAMETERS = value({ array: true, nargs: 1, completes: 'parameter', describe: 'set a parameter, KEY=VALUE; may be repeated' });

/** The flags of every verb, by verb. */
export const FLAGS = {
  run: {
    set: PARAMETERS,
    'dry-run': flag('list the commands to read, and do nothing; render prints a script to run'),
    step: flag('wait before each step; a shell inside is one key away'),
    keep: flag('leave the lab up afterwards, with a shell inside, until exit'),
    until: value({ completes: 'step', describe: 'stop after this step (its id or number)' }),
    diff: flag('show after each step what changed in the network'),
    verbose: flag('show everything: output as it comes, and how to see what a check saw', 'v'),
    timing: flag('say at the end where the time went'),
    reporter: value({ choices: REPORTERS, default: 'auto', describe: 'how to show it' }),
    fix: flag('install first what the lesson lacks'),
    yes: flag('do not ask before installing', 'y'),
    deadline: value({ default: '5', describe: 'seconds that a check may wait for its condition' }),
  },
  explain: {
    set: PARAMETERS,
    format: value({ choices: EXPLAIN_FORMATS, default: 'term', describe: 'for the terminal, as Markdown, or as a page of its own' }),
    step: value({ completes: 'step', describe: 'this step alone (its id or number)' }),
    output: value({ alias: 'o', completes: 'file', describe: 'write to this file, replacing what it held' }),
    pager: value({ choices: PAGING, default: 'auto', describe: 'page what is longer than the terminal through $PAGER, or never' }),
  },
  render: {
    set: PARAMETERS,
    host: flag('the form for a throw-away machine: no sandbox, works on the machine itself'),
    output: value({ alias: 'o', completes: 'file', describe: 'write it to this file and make that executable' }),
  },
  diagram: {
    set: PARAMETERS,
    format: value({ choices: DIAGRAM_FORMATS, default: 'box', describe: 'how to draw it' }),
    'after-step': value({ completes: 'step', describe: 'draw it as it is after this step (its id or number; 0 is the start)' }),
  },
  list: {
    json: flag('as a JSON array'),
    tag: value({ completes: 'tag', describe: 'only lessons with this tag' }),
  },
  doctor: {
    for: value({ completes: 'scope', describe: "only what this lesson (id or path) needs, or 'tests': the project's own" }),
    fix: flag('install and mend what is missing, with sudo unless root'),
    yes: flag('do not ask first', 'y'),
    quiet: flag('say only what is missing, and what was done', 'q'),
    json: flag('as JSON'),
  },
  new: {},
  prove: {
    set: PARAMETERS,
    json: flag('as JSON'),
    deadline: value({ default: '5', describe: 'seconds that a check may wait for its condition' }),
  },
  completion: {},
} as const;

export type Verb = keyof typeof FLAGS;

export const VERBS = Object.keys(FLAGS) as Verb[];
