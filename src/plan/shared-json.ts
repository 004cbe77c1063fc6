// JSON tells each object apart. In a plan one object stands in many places, and that it is the same one says that nothing has
// changed (src/run/interests.ts), so what occurs more than once is written once and referred to.

/** Refers to the object with this number. */
interface Reference {
  readonly $: number;
}

interface Written {
  readonly value: unknown;
  /** What occurs more than once, by number. */
  readonly shared: readonly unknown[];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** How often each object occurs. */
function occurrences(value: unknown, counts = new Map<object, number>()): ReadonlyMap<object, number> {
  if (!isObject(value)) return counts;
  const known = counts.get(value) ?? 0;
  counts.set(value, known + 1);
  if (known === 0) for (const part of Object.values(value)) occurrences(part, counts);
  return counts;
}

/** Plain data as text; throws `TypeError` where it holds a function, or an object whose key is that of a reference. */
export function writeShared(value: unknown): string {
  const counts = occurrences(value);
  const numbers = new Map<object, number>();
  const shared: unknown[] = [];
  const whole = (object: object): unknown => {
    if (Array.isArray(object)) return object.map(part);
    if (Object.hasOwn(object, '$')) throw new TypeError("an object with the key '$' cannot be written");
    return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, part(one)]));
  };
  const part = (one: unknown): unknown => {
    if (typeof one === 'function') throw new TypeError('a function cannot be written');
    if (!isObject(one)) return one;
    if (counts.get(one) === 1) return whole(one);
    const known = numbers.get(one);
    const number = known ?? shared.length;
    if (known === undefined) {
      numbers.set(one, number);
      shared.push(undefined);
      shared[number] = whole(one);
    }
    return { $: number } satisfies Reference;
  };
  return JSON.stringify({ value: part(value), shared } satisfies Written);
}

/** What such a text was written from: the same objects in the same places. */
export function readShared(text: string): unknown {
  const { value, shared } = JSON.parse(text) as Written;
  const filled: boolean[] = [];
  const fill = (object: Record<string, unknown>): void => {
    for (const key in object) {
      const one = object[key];
      if (isObject(one)) object[key] = resolved(one);
    }
  };
  const resolved = (one: object): unknown => {
    const { $: number } = one as Partial<Reference>;
    const meant = number === undefined ? one : shared[number];
    if (number === undefined || !filled[number]) {
      if (number !== undefined) filled[number] = true;
      fill(meant as Record<string, unknown>);
    }
    return meant;
  };
  return isObject(value) ? resolved(value) : value;
}
