import type Handlebars from 'handlebars';
import runtime from 'handlebars/runtime.js';
import { HOST } from '../model/host.ts';
import type { Shell } from '../vocabulary/shell.ts';
import { commentLines } from './comment.ts';
import { quoteWord } from './quote.ts';
import { TEMPLATES } from './template-source.ts';

// The runtime is the whole library less its compiler; its own types name only a part of it.
const engine = (runtime as unknown as typeof Handlebars).create();

engine.registerHelper('sh', (value: unknown) => {
  if (typeof value === 'string') return quoteWord(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new TypeError(`a template got ${JSON.stringify(value) ?? String(value)} where text or a number belongs`);
});
engine.registerHelper('comment', (text: string) => commentLines(text));
engine.registerHelper('isHost', (netns: unknown) => netns === HOST);

const compiled = new Map<string, Handlebars.TemplateDelegate>();

function templateOf(name: string): Handlebars.TemplateDelegate {
  const known = compiled.get(name);
  if (known) return known;
  const make = TEMPLATES[name];
  if (!make) throw new RangeError(`there is no template '${name}'`);
  const template = engine.template(make() as TemplateSpecification);
  compiled.set(name, template);
  return template;
}

/** Renders a shell template to its commands, one a line; throws where a value is missing or there is no such template. */
export function renderShell({ template, data }: Shell): readonly string[] {
  const lines = templateOf(template)(data).split('\n');
  return lines.map((line: string) => line.trim()).filter((line: string) => line !== '');
}

/** A template that is a whole script, or a part of one, lines kept as they are. */
export function renderScript({ template, data }: Shell): string {
  return templateOf(template)(data);
}
