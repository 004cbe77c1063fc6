import { formatPrefix, hostCount, type Prefix, parsePrefix } from './inet.ts';
import { show } from './show.ts';
import { type Text, whole } from './text.ts';

/** A parameter of a lesson: how its text is read, and what it means. `parse` throws `RangeError` with a sentence. */
export interface Param<T = unknown> {
  readonly about: Text;
  /** The default as one would type it. */
  readonly initial: string;
  /** The values it takes, in words, for help and messages. */
  readonly takes: string;
  parse(text: string): T;
}

export type ParamValues<P extends Readonly<Record<string, Param>>> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

/** A whole number from `min` to `max`. */
function integer(options: { min: number; max: number; initial: number; about: Text }): Param<number> {
  const { min, max, initial, about } = options;
  return {
    about: whole(about),
    initial: String(initial),
    takes: `a whole number from ${min} to ${max}`,
    parse(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      if (!(value >= min && value <= max)) throw new RangeError(`${show(text)} is not a whole number from ${min} to ${max}`);
      return value;
    },
  };
}

/** A subnet as chosen: `chosen` is false where it is the default, which a lesson may widen. */
export interface Subnet {
  readonly prefix: Prefix;
  readonly chosen: boolean;
}

/** Address space in which hosts cannot live, whatever the lesson. */
const UNUSABLE: readonly [string, string][] = [
  ['0.0.0.0/8', 'it means "this network"'],
  ['127.0.0.0/8', 'it is the loopback network'],
  ['224.0.0.0/4', 'it is multicast'],
  ['240.0.0.0/4', 'it is reserved'],
];

/** An IPv4 network with at least `hosts` host addresses. */
function subnet(options: { initial: string; hosts?: number; about: Text }): Param<Subnet> {
  const { initial, hosts = 2, about } = options;
  return {
    about: whole(about),
    initial,
    takes: `a network such as ${initial}`,
    parse(text) {
      const prefix = parsePrefix(text);
      if (prefix.length < 8) throw new RangeError(`${show(text)} is larger than a lesson needs; use /8 or longer`);
      if (hostCount(prefix) < hosts) throw new RangeError(`${show(text)} has ${hostCount(prefix)} host addresses; ${hosts} are needed`);
      const bad = UNUSABLE.find(([network]) => {
        const unusable = parsePrefix(network);
        return prefix.base >= unusable.base && prefix.base < unusable.base + 2 ** (32 - unusable.length);
      });
      if (bad) throw new RangeError(`${formatPrefix(prefix)} cannot be used: ${bad[1]}; try ${initial}`);
      return { prefix, chosen: text !== initial };
    },
  };
}

export const param = { integer, subnet };
