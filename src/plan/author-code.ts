import { NetscenarioError } from '../model/errors.ts';

/** Where an error was thrown, if its trace names a place outside this package's own code: `file.ts:12`. */
function placeOf(error: Error): string | undefined {
  const frames = [...(error.stack ?? '').matchAll(/(?:file:\/\/)?(\/[^\s():]+):(\d+):\d+/g)];
  const frame = frames.find(([, path = '']) => !/\/(dist|node_modules|src)\//.test(path));
  return frame && `${frame[1]?.split('/').at(-1)}:${frame[2]}`;
}

/** Calls a function that a lesson's author wrote; what it throws is a fault of the lesson, with its place. */
export function callAuthor<T>(lesson: string, name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const place = error instanceof Error ? placeOf(error) : undefined;
    throw new NetscenarioError(
      'scenario',
      `the lesson ${lesson} has faults: ${name} threw ${said}${place ? ` (${place})` : ''}`,
      `mend ${name} in the lesson's module`,
    );
  }
}
