import Handlebars from 'handlebars';

/** Reads a template's text as shell does, comments passed over, to tell whether its end lies inside quotes. */
function quoteStateAfter(text: string, before: '' | "'" | '"'): '' | "'" | '"' {
  let state = before;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '\\' && state !== "'") index += 1;
    else if (state === '' && char === '#' && /^\s?$/.test(text[index - 1] ?? '')) {
      const end = text.indexOf('\n', index);
      index = end < 0 ? text.length : end;
    } else if (state === '' && (char === "'" || char === '"')) state = char;
    else if (state === char) state = '';
  }
  return state;
}

/** `{{comment text}}`: the one value that is no word of a command (src/render/comment.ts). */
const COMMENT = 'comment';

/**
 * Turns every `{{value}}` of a shell template into a call of the quoting helper, so that quoting is not the template
 * author's duty, and refuses what would get around it: `{{{value}}}`, `{{&value}}`, and values inside quotes.
 */
class QuotingVisitor extends Handlebars.Visitor {
  #quotes: '' | "'" | '"' = '';
  readonly #name: string;
  /** Read by the base class: what a visit leaves behind replaces what was there. */
  readonly mutating = true;

  constructor(name: string) {
    super();
    this.#name = name;
  }

  override ContentStatement(content: hbs.AST.ContentStatement): void {
    this.#quotes = quoteStateAfter(content.original as unknown as string, this.#quotes);
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    const where = `${this.#name}: line ${mustache.loc.start.line}`;
    if (!mustache.escaped) throw new SyntaxError(`${where}: values are always quoted; use two braces`);
    if (this.#quotes !== '') throw new SyntaxError(`${where}: a value stands inside ${this.#quotes} quotes; it brings its own`);
    if ((mustache.path as hbs.AST.PathExpression).original === COMMENT) {
      // Prose, of which nothing may leave the comment: the helper sees to that as the quoter does for words.
      mustache.escaped = false;
      return;
    }
    const value: hbs.AST.Expression =
      mustache.params.length === 0 && !mustache.hash
        ? (mustache.path as hbs.AST.PathExpression)
        : ({
            type: 'SubExpression',
            path: mustache.path,
            params: mustache.params,
            hash: mustache.hash,
            loc: mustache.loc,
          } as hbs.AST.SubExpression);
    mustache.path = {
      type: 'PathExpression',
      data: false,
      depth: 0,
      parts: ['sh'],
      original: 'sh',
      loc: mustache.loc,
    } as hbs.AST.PathExpression;
    mustache.params = [value];
    mustache.hash = undefined as unknown as hbs.AST.Hash;
    mustache.escaped = false;
  }
}

/** Puts a partial's own text in its place, so that rendering it costs no more than if it had been written there. */
class InliningVisitor extends Handlebars.Visitor {
  readonly #name: string;
  readonly #partials: Partials;
  readonly mutating = true;

  constructor(name: string, partials: Partials) {
    super();
    this.#name = name;
    this.#partials = partials;
  }

  override Program(program: hbs.AST.Program): void {
    program.body = program.body.flatMap((statement) =>
      statement.type === 'PartialStatement' ? this.#inlined(statement as hbs.AST.PartialStatement) : [statement],
    );
    super.Program(program);
  }

  #inlined({ name, hash, params, loc }: hbs.AST.PartialStatement): readonly hbs.AST.Statement[] {
    const partial = (name as hbs.AST.PathExpression).original;
    const source = this.#partials[partial];
    if (source === undefined) throw new SyntaxError(`${this.#name}: line ${loc.start.line}: there is no partial '${partial}'`);
    if (params.length > 0) throw new SyntaxError(`${this.#name}: line ${loc.start.line}: a partial takes named values only`);
    const values = new Map((hash?.pairs ?? []).map(({ key, value }) => [key, value]));
    const body = Handlebars.parse(source);
    new ReplacingVisitor(values).accept(body);
    return body.body;
  }
}

/** Puts the values that a partial was given where it names them. */
class ReplacingVisitor extends Handlebars.Visitor {
  readonly #values: ReadonlyMap<string, hbs.AST.Expression>;

  constructor(values: ReadonlyMap<string, hbs.AST.Expression>) {
    super();
    this.#values = values;
  }

  override PathExpression(path: hbs.AST.PathExpression): void {
    Object.assign(path, this.#values.get(path.original));
  }
}

const OPTIONS = { strict: true, knownHelpers: { sh: true, isHost: true, [COMMENT]: true }, knownHelpersOnly: true, noEscape: false };
/**
 * Turns every `{{value}}` of a page into a call of the helper `value`, which escapes it for that kind of page, and
 * refuses what would get around the helpers: `{{{value}}}` and `{{&value}}`.
 */
class EscapingVisitor extends Handlebars.Visitor {
  readonly #name: string;
  readonly mutating = true;

  constructor(name: string) {
    super();
    this.#name = name;
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped)
      throw new SyntaxError(`${this.#name}: line ${mustache.loc.start.line}: values are always escaped; use two braces`);
    // Helpers give markup that is escaped already.
    if (mustache.params.length === 0) {
      mustache.params = [mustache.path as hbs.AST.PathExpression];
      mustache.path = {
        type: 'PathExpression',
        data: false,
        depth: 0,
        parts: ['value'],
        original: 'value',
        loc: mustache.loc,
      } as hbs.AST.PathExpression;
    }
  }
}

const PAGE_OPTIONS = { ...OPTIONS, knownHelpers: { value: true, prose: true, code: true, block: true, markup: true } };

/** Precompiles one page, Markdown or HTML, to the source of a JavaScript object; `name` is for messages. */
export function precompilePage(name: string, source: string): string {
  const ast = Handlebars.parse(source);
  new EscapingVisitor(name).accept(ast);
  return Handlebars.precompile(ast, PAGE_OPTIONS) as string;
}

/** What a template brings along lest the runtime should be of an older version than the compiler. */
const OLDER_RUNTIME = /(container\.lookupProperty) \|\| function\(parent, propertyName\) \{[^}]*\}\s*return undefined\s*\}/g;

/** Where in the template a helper is called, which no helper of ours asks for. */
const PLACE = /,"loc":\{"start":\{[^}]*\},"end":\{[^}]*\}\}/g;

/** A precompiled template without what is never used: that is half of it, and all templates are read at most starts. */
function lean(spec: string): string {
  return spec.replace(OLDER_RUNTIME, '$1').replace(PLACE, '');
}

/** Texts of partials, by name. */
export type Partials = Readonly<Record<string, string>>;

/** Precompiles one shell template to the source of a JavaScript object; `name` is for messages. */
export function precompileShell(name: string, source: string, partials: Partials = {}): string {
  const ast = Handlebars.parse(source);
  new InliningVisitor(name, partials).accept(ast);
  new QuotingVisitor(name).accept(ast);
  return lean(Handlebars.precompile(ast, OPTIONS) as string);
}
