import * as v from 'valibot';
import type { Text } from '../model/text.ts';
import { code } from './markdown.ts';

type Schema = v.GenericSchema;

/** The parts of valibot's schemas that are read here; each kind has some of them. */
interface Parts {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly default?: unknown;
  readonly options?: readonly (Schema | string)[];
  readonly literal?: unknown;
  readonly item?: Schema;
  readonly items?: readonly Schema[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

/** What a shape allows, in words of Markdown; throws `RangeError` for a shape that has no words yet. */
export function takesOf(schema: Schema): string {
  const { takes } = v.getMetadata(schema) as { readonly takes?: Text };
  if (takes) return takes.en;
  const parts = schema as unknown as Parts;
  const limit = (type: string) => parts.pipe?.find((action) => action.type === type)?.requirement;
  switch (parts.type) {
    case 'optional':
      return parts.wrapped ? takesOf(parts.wrapped) : '';
    case 'picklist':
      return (parts.options ?? []).map((option) => code(String(option))).join(', ');
    case 'union':
      return (parts.options ?? []).map((option) => (typeof option === 'string' ? option : takesOf(option))).join(', or ');
    case 'literal':
      return code(String(parts.literal));
    case 'boolean':
      return '`true` or `false`';
    case 'number':
      return limit('min_value') === undefined ? 'a number' : `a whole number from ${limit('min_value')} to ${limit('max_value')}`;
    case 'string':
      return 'text';
    case 'array': {
      const least = limit('min_length');
      return `a list, ${least === undefined ? '' : `at least ${least}, `}each ${parts.item ? takesOf(parts.item) : ''}`;
    }
    case 'tuple':
      return `a pair, each ${parts.items?.[0] ? takesOf(parts.items[0]) : ''}`;
    case 'strict_object':
      return `\`{ ${Object.entries(parts.entries ?? {})
        .map(([name]) => name)
        .join(', ')} }\``;
    default:
      throw new RangeError(`there are no words for the shape '${parts.type}'`);
  }
}

/** A parameter's default as an author would write it; `undefined` where it must be given, empty where it may be left out without one. */
export function defaultOf(schema: Schema): string | undefined {
  const parts = schema as unknown as Parts;
  if (parts.type !== 'optional') return undefined;
  if (parts.default === undefined) return '';
  return literal(parts.default);
}

/** A value as TypeScript that a person would write. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${literal(entry)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return String(value);
}

/** A call as lines of TypeScript; what holds a list of records takes a line for each. */
export function callLines(name: string, params: unknown): readonly string[] {
  const fields = Object.entries(params as object);
  const isList = (value: unknown): value is readonly object[] => Array.isArray(value) && value.length > 1 && typeof value[0] === 'object';
  if (!fields.some(([, value]) => isList(value))) return [`${name}(${literal(params)});`];
  const lines = fields.flatMap(([key, value]) =>
    isList(value) ? [`  ${key}: [`, ...value.map((item) => `    ${literal(item)},`), '  ],'] : [`  ${key}: ${literal(value)},`],
  );
  return [`${name}({`, ...lines, '});'];
}

/** The parameters of a call: names and shapes. */
export function entriesOf(schema: Schema): readonly (readonly [name: string, schema: Schema])[] {
  return Object.entries((schema as unknown as Parts).entries ?? {});
}
