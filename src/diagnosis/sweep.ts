import type { Way } from '../model/path.ts';
import type { Showing } from './proof.ts';
import { count } from './remedy.ts';

/** The namespaces on a way, each once. */
function visited({ there, back }: Way, from: string): readonly string[] {
  const places = [...there, ...back].flatMap((hop) => ('netns' in hop ? [hop.netns] : []));
  return [...new Set([from, ...places])];
}

/** What counts lost packets in each namespace on a way that looks right: one may have been dropped for a cause that the walk does not know. */
export function sweep(way: Way, from: string): readonly Showing[] {
  return visited(way, from).flatMap((netns) => [count('error-counters', { netns }), count('dropping-rules', { netns })]);
}
