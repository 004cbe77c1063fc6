import { toJsonSchema } from '@valibot/to-json-schema';
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

const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'One line of netscenario run LESSON --reporter json',
  ...toJsonSchema(RUN_EVENT, { ignoreActions: ['readonly'] }),
};

function section({ description, properties, required }: EventSchema): readonly string[] {
  const fields = Object.entries(properties).filter(([name]) => name !== 'type');
  const rows = fields.map(([name, { description: means = '' }]) => [code(name) + (required.includes(name) ? '' : '?'), means]);
  return [`## ${properties['type']?.const}`, description, table(['field', 'meaning'], rows)];
}

/** docs/json-events.schema.json: what each line of `--reporter json` is, for programs. */
export function eventsSchema(): Page {
  return { path: 'json-events.schema.json', text: `${JSON.stringify(SCHEMA, null, 2)}\n` };
}

/** docs/json-events.md: the same for people. */
export function eventsPage(): Page {
  const events = (SCHEMA as unknown as { readonly oneOf: readonly EventSchema[] }).oneOf;
  return page('json-events.md', 'Events as JSON lines', [
    '`netscenario run LESSON --reporter json` prints one JSON object a line, in the order in which things happen. The last line is the `summary`. Where this machine lacks something, a `problem` and the `summary` are all; bad input prints no event, only a message on standard error; a run that meets a bug in netscenario (exit code 70) has no `summary`. Times are milliseconds. A field marked `?` may be missing.',
    'Names of events and fields are stable. Sentences (`title`, `claim`, `seen`, `reason`, …) are for people and may change. [json-events.schema.json](json-events.schema.json) is the JSON Schema of a line; a test holds the events of every lesson, and of runs that fail, are skipped and are interrupted, against it.',
    ...events.flatMap(section),
  ]);
}
