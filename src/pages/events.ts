import { toJsonSchema } from '@valibot/to-json-schema';
import { GRADE_LINE } from '../lab/grade-line.ts';
import { RUN_EVENT } from '../run/events.ts';
import { code, type Page, page, table } from './markdown.ts';

interface Field {
  readonly description?: string;
  readonly const?: string;
}

/** The part of JSON Schema that describes one kind of event. */
interface EventSchema {
  readonly description: string;
  readonly properties: Readonly<Record<string, Field>>;
  readonly required: readonly string[];
}

/** Lines of JSON that the program prints: their schema for programs, and the same for people. */
interface Lines {
  /** The pages' name in docs/. */
  readonly name: string;
  readonly title: string;
  /** What prints them. */
  readonly command: string;
  readonly schema: Parameters<typeof toJsonSchema>[0];
  readonly about: readonly string[];
}

function schemaOf({ command, schema }: Lines): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `One line of ${command}`,
    ...toJsonSchema(schema, { ignoreActions: ['readonly'] }),
  };
}

function section({ description, properties, required }: EventSchema): readonly string[] {
  const fields = Object.entries(properties).filter(([name]) => name !== 'type');
  const rows = fields.map(([name, { description: means = '' }]) => [code(name) + (required.includes(name) ? '' : '?'), means]);
  return [`## ${properties['type']?.const}`, description, table(['field', 'meaning'], rows)];
}

/** docs/NAME.schema.json and docs/NAME.md. */
function pagesOf(lines: Lines): readonly Page[] {
  const schema = schemaOf(lines);
  const { name, title, about } = lines;
  return [
    { path: `${name}.schema.json`, text: `${JSON.stringify(schema, null, 2)}\n` },
    page(`${name}.md`, title, [...about, ...(schema as { readonly oneOf: readonly EventSchema[] }).oneOf.flatMap(section)]),
  ];
}

const EVENTS: Lines = {
  name: 'json-events',
  title: 'Events as JSON lines',
  command: 'netscenario run LESSON --reporter json',
  schema: RUN_EVENT,
  about: [
    '`netscenario run LESSON --reporter json` prints one JSON object a line, in the order in which things happen. The last line is the `summary`. Where this machine lacks something, a `problem` and the `summary` are all; bad input prints no event, only a message on standard error; a run that meets a bug in netscenario (exit code 70) has no `summary`. Times are milliseconds. A field marked `?` may be missing.',
    'Names of events and fields are stable. Sentences (`title`, `claim`, `seen`, `reason`, …) are for people and may change. [json-events.schema.json](json-events.schema.json) is the JSON Schema of a line; a test holds the events of every lesson, and of runs that fail, are skipped and are interrupted, against it.',
  ],
};

const GRADES: Lines = {
  name: 'json-grade',
  title: 'Grades as JSON lines',
  command: 'netscenario lab grade LESSON --solution FILE --reporter json',
  schema: GRADE_LINE,
  about: [
    '`netscenario lab grade LESSON --solution FILE --reporter json` prints one JSON object a line once the script is graded ([what is graded](grading.md)). A script that is refused, and a machine that lacks something, print no line, only a message on standard error. A field marked `?` may be missing.',
    'Names of lines and fields are stable. Sentences (`title`, `expected`, `actual`, `reason`) are for people, come in the language of the grade and may change. [json-grade.schema.json](json-grade.schema.json) is the JSON Schema of a line; a test holds the lines of grades that are full, that are not, and of scripts that were ended at each of their limits against it.',
  ],
};

/** What each line of `--reporter json` is, for programs and for people. */
export function jsonPages(): readonly Page[] {
  return [EVENTS, GRADES].flatMap(pagesOf);
}
