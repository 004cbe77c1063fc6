import type { Opening } from './opening.ts';
import { readyText } from './ready.ts';

/** What a run of a lesson begins with where nothing is set, as the build knows it; from source every run begins once it is planned. */
export function readyOpening(id: string): Opening | undefined {
  const text = readyText(id, 'opening');
  return text === undefined ? undefined : (JSON.parse(text) as Opening);
}
