import { VERBS } from '../verbs/flags.ts';
import { MANUAL } from '../verbs/manual.ts';
import { bullets, type Page, page } from './markdown.ts';

type Link = readonly [path: string, title: string, about: string];

/** The pages that are written by hand or made as one, by who reads them. */
const GROUPS: Readonly<Record<'learners' | 'teachers' | 'authors' | 'contributors', readonly Link[]>> = {
  learners: [
    ['render.md', 'Printed scripts', 'their two forms, their flags, and what they refuse'],
    ['exit-codes.md', 'Exit codes', 'how a run ends'],
    ['doctor.md', 'doctor', 'what to do where something does not work'],
    ['dialects.md', 'Dialects', '`ip` or `ifconfig`, `iptables` or `nft`: how to choose, and what each becomes'],
    ['measuring.md', 'Measuring', 'how wirings are compared, what the numbers count, and what they cannot say'],
    ['languages.md', 'Languages', 'English and Chinese: how one is chosen, and how to add another'],
  ],
  teachers: [
    ['sandbox.md', 'The sandbox', 'how it works, what it needs, and what it does not protect from'],
    ['labs.md', 'Labs', 'a lesson to build, to finish, to repair or to foretell oneself, for learners and teachers'],
    ['diagnosis.md', 'Diagnosis', 'why a packet does not arrive: what is looked at, in which order, and what is not known'],
    ['grading.md', 'Grading', 'what of an exercise is graded, and what the grading of a script withstands'],
    ['json-grade.md', 'Grades as JSON lines', 'for programs that read a grade, with a [JSON Schema](json-grade.schema.json)'],
    ['json-events.md', 'Events as JSON lines', 'for programs that follow a run, with a [JSON Schema](json-events.schema.json)'],
  ],
  authors: [
    ['authoring.md', 'A lesson of your own', 'from the first file to a lesson whose checks are proved'],
    ['terms.md', 'Terms', 'English and Chinese, as the lessons use them'],
    ['actions.md', 'Actions', 'what a step can do: each kind with its parameters, commands and effect'],
    ['checks.md', 'Checks', 'what a step can claim: each kind with its parameters and how it is put to the test'],
  ],
  contributors: [
    ['architecture.md', 'Architecture', 'the folders, which of them may import which, and why'],
    ['starting.md', 'How it starts', 'what the build makes, what goes on before Node, and what is loaded when'],
    ['contributing.md', 'Contributing', 'building, testing, adding a lesson, an action, a check or a verb'],
    ['benchmarks.md', 'Benchmarks', 'how long it takes, beside what one would use instead, and how to measure it'],
  ],
};

function links(items: readonly Link[]): string {
  return bullets(items.map(([path, title, about]) => `[${title}](${path}): ${about}`));
}

/** docs/README.md: what each page is, and for whom. */
export function contentsPage(): Page {
  return page('README.md', 'Documentation', [
    '## For learners',
    'The verbs, what each does:',
    links(VERBS.map((verb) => [`verbs/${verb}.md`, `netscenario ${verb}`, MANUAL[verb].does.en] as const)),
    '[The lessons](lessons/README.md), each explained step by step. Also:',
    links(GROUPS.learners),
    '## For teachers',
    links(GROUPS.teachers),
    '## For authors',
    links(GROUPS.authors),
    '## For contributors',
    links(GROUPS.contributors),
  ]);
}
