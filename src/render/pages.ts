import type Handlebars from 'handlebars';
import runtime from 'handlebars/runtime.js';
import { spansOf } from '../model/prose.ts';
import { codeSpan, escapeMarkdown, fence, markdownProse } from './markdown.ts';
import { PAGE_PARTIALS, PAGES } from './page-source.ts';

const handlebars = runtime as unknown as typeof Handlebars;

export type PageKind = 'md' | 'html';

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new TypeError(`a template got ${JSON.stringify(value) ?? String(value)} where text or a number belongs`);
}

/** Prose with its code marked up. */
function htmlProse(prose: string): string {
  const { escapeExpression } = handlebars;
  return spansOf(prose)
    .map((span) => (span.code ? `<code>${escapeExpression(span.text)}</code>` : escapeExpression(span.text)))
    .join('');
}

type Helper = (...values: readonly unknown[]) => string;

/** Markup that is no data but made here, such as a picture. Nothing else reaches a page unescaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function trusted(value: unknown): string {
  if (value instanceof Markup) return value.text;
  throw new TypeError('a template got something where markup made here belongs');
}

/** What a kind of page may call; every plain value goes through `value`. */
const HELPERS: Readonly<Record<PageKind, Readonly<Record<string, Helper>>>> = {
  md: {
    value: (value: unknown) => escapeMarkdown(text(value)),
    prose: (value: unknown) => markdownProse(text(value)),
    code: (value: unknown) => codeSpan(text(value)),
    block: (value: unknown, info: unknown) => fence(text(value), text(info)),
  },
  html: {
    value: (value: unknown) => handlebars.escapeExpression(text(value)),
    prose: (value: unknown) => htmlProse(text(value)),
    markup: trusted,
  },
};

function engineFor(kind: PageKind): typeof Handlebars {
  const engine = handlebars.create();
  for (const [name, helper] of Object.entries(HELPERS[kind])) {
    engine.registerHelper(name, (...values: readonly unknown[]) => new handlebars.SafeString(helper(...values)));
  }
  for (const [name, spec] of Object.entries(PAGE_PARTIALS[kind] ?? {}))
    engine.registerPartial(name, engine.template(spec as TemplateSpecification));
  return engine;
}

/** Renders a page, `templates/<name>.<kind>.hbs`; values that are missing or no text throw. */
export function renderPage(kind: PageKind, name: string, data: object): string {
  const spec = PAGES[kind]?.[name];
  if (!spec) throw new RangeError(`there is no page '${name}' of the kind ${kind}`);
  return engineFor(kind).template(spec as TemplateSpecification)(data);
}
