/** Whether something is new or different since the state that a picture is compared with. */
export type News = 'new' | 'changed' | undefined;

/** Tells of a thing, known by its id and described by a text, what is new about it. */
export type Mark = (id: string, text: string) => News;

/** Compares with what was composed before; without that, nothing is news. */
export function marksSince(composeBefore: ((mark: Mark) => unknown) | undefined): Mark {
  if (!composeBefore) return () => undefined;
  const known = new Map<string, string>();
  composeBefore((id, text) => {
    known.set(id, text);
    return undefined;
  });
  return (id, text) => {
    const was = known.get(id);
    if (was === undefined) return 'new';
    return was === text ? undefined : 'changed';
  };
}
