import type { ActionCall, CheckCall } from '../model/calls.ts';
import { HOST } from '../model/host.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { say } from '../model/say.ts';
import { show } from '../model/show.ts';
import type { ActionDef, CheckDef, Kinds } from '../vocabulary/define.ts';
import { parseCall } from './issues.ts';
import { isCall } from './shape.ts';

/** What is wrong with the calls of a lesson. */
export interface Faults {
  /** Each with its place. */
  readonly found: string[];
  /** Names in calls that could not be read: what they would have made is not known, so nothing said of it is a fault. */
  readonly doubtful: Set<string>;
}

/** A call, and where it stands. */
export interface Placed<C> {
  readonly call: C;
  /** Its place, `steps[0].actions[1]`. */
  readonly where: string;
}

/** The calls of a list that have the shape of one, each with its place. */
export function callsIn(list: unknown, where: string): readonly Placed<ActionCall & CheckCall>[] {
  const calls: readonly unknown[] = Array.isArray(list) ? list : [];
  return calls.flatMap((call, index) => (isCall(call) ? [{ call, where: `${where}[${index}]` }] : []));
}

function unknownKind(what: string, kind: string, known: Kinds<unknown>): string {
  const meant = nearest(kind, [...known.keys()]);
  return say({
    en: `there is no ${what} ${show(kind)}; ${meant ? didYouMean(meant) : `make it with ${what}.…`}`,
    zh: `没有 ${what} ${show(kind)}；${meant ? didYouMean(meant) : `用 ${what}.… 来写`}`,
  });
}

/** Every name in a call's parameters, however deep. */
function namesIn(params: unknown): readonly string[] {
  if (typeof params === 'string') return params === HOST ? [] : [params];
  return typeof params === 'object' && params !== null ? Object.values(params).flatMap(namesIn) : [];
}

/** A call's definition and its parameters as parsed; notes the faults and resolves to nothing where there are any. */
export function readCall<D extends ActionDef | CheckDef>(
  what: 'action' | 'check',
  known: Kinds<D>,
  { call, where }: Placed<ActionCall | CheckCall>,
  faults: Faults,
): { readonly def: D; readonly params: object } | undefined {
  const def = known.get(call.kind);
  const parsed = def ? parseCall(def.params, call.params, where) : { faults: [`${where}: ${unknownKind(what, call.kind, known)}`] };
  if (def && 'params' in parsed) return { def, params: parsed.params };
  if ('faults' in parsed) faults.found.push(...parsed.faults.map((fault) => fault + lineOf(call)));
  for (const name of namesIn(call.params)) faults.doubtful.add(name);
  return undefined;
}

function lineOf({ at }: ActionCall | CheckCall): string {
  return at === undefined ? '' : ` (${at})`;
}

/** Does what may meet something that is not there at that point, and notes it as a fault of the call. */
export function onNetwork({ call, where }: Placed<ActionCall | CheckCall>, title: string, faults: Faults, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (namesIn(call.params).some((name) => faults.doubtful.has(name))) return;
    faults.found.push(`${where} (${title}): ${error.message}${lineOf(call)}`);
  }
}
