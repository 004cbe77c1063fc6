// JSON tells each object apart. In a plan one object stands in many places, and that it is the same one says that nothing has
// changed (src/run/interests.ts), so an object that occurs more than once is written once, and linked to where it stands.

interface Written {
  /** The data, then each object in it that occurs more than once, or has such a one below it. */
  readonly objects: readonly unknown[];
  /** Three by three: the number of an object, a key of it, and the number of the object that stands there. */
  readonly links: readonly (number | string)[];
}

/** Keeps the place of an object that is linked, for the order of the keys. */
const LINKED = 0;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The objects that occur more than once. */
function sharedIn(value: unknown, met = new Set<object>(), shared = new Set<object>()): ReadonlySet<object> {
  if (!isObject(value)) return shared;
  if (met.has(value)) return shared.add(value);
  met.add(value);
  for (const part of Object.values(value)) sharedIn(part, met, shared);
  return shared;
}

/** The objects that are linked: those that occur more than once, and those above them. */
function linkedIn(value: unknown): ReadonlySet<unknown> {
  const shared = sharedIn(value);
  const linked = new Map<object, boolean>();
  const visit = (one: unknown): boolean => {
    if (!isObject(one)) return false;
    const known = linked.get(one);
    if (known !== undefined) return known;
    const found = Object.values(one).map(visit).includes(true) || shared.has(one);
    linked.set(one, found);
    return found;
  };
  visit(value);
  return new Set([...linked].flatMap(([one, found]) => (found ? [one] : [])));
}

/** Plain data as text; throws `TypeError` where it holds what could not be read again. */
export function writeShared(value: unknown): string {
  const linked = linkedIn(value);
  const numbers = new Map<object, number>();
  const objects: unknown[] = [];
  const links: (number | string)[] = [];
  const numberOf = (object: object): number => {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    const number = objects.push(undefined) - 1;
    numbers.set(object, number);
    const entries = Object.entries(object).map(([key, one]): [string, unknown] => {
      if (!linked.has(one)) return [key, one];
      if (key === '__proto__') throw new TypeError("an object with the key '__proto__' cannot be written");
      links.push(number, key, numberOf(one));
      return [key, LINKED];
    });
    objects[number] = Array.isArray(object) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
    return number;
  };
  if (isObject(value)) numberOf(value);
  else objects.push(value);
  return JSON.stringify({ objects, links } satisfies Written, (_, one) => {
    if (typeof one === 'function') throw new TypeError('a function cannot be written');
    return one;
  });
}

/**
 * What such a text was written from: the same objects in the same places. To look into every object for what is linked would make
 * V8 optimize that, and a run's sandbox would wait for the processor.
 */
export function readShared(text: string): unknown {
  const { objects, links } = JSON.parse(text) as { objects: Record<string, unknown>[]; links: Written['links'] };
  for (let at = 0; at < links.length; at += 3) {
    const [holder, key, target] = [links[at] as number, links[at + 1] as string, links[at + 2] as number];
    (objects[holder] as Record<string, unknown>)[key] = objects[target];
  }
  return objects[0];
}
