import * as v from 'valibot';

/** A field with what it means; the words become a page of docs/ and a JSON Schema. */
export function means<const S extends v.GenericSchema>(schema: S, text: string) {
  return v.pipe(schema, v.description(text));
}

/** A line of JSON, and when it is printed. */
export function line<const E extends v.ObjectEntries>(when: string, entries: E) {
  return v.pipe(v.strictObject(entries), v.description(when), v.readonly());
}

export function list<const S extends v.GenericSchema>(item: S) {
  return v.pipe(v.array(item), v.readonly());
}
