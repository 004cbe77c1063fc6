import * as v from 'valibot';
import { addressOf, contains, formatIpv4, formatPrefix, hostCount, networkOf, type Prefix, parseInterface, parsePrefix } from './inet.ts';
import type { Member } from './members.ts';
import { devName, MAX_DEV_BYTES, netnsName } from './names.ts';
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

function refuseUnusable(prefix: Prefix, initial: string): void {
  const bad = UNUSABLE.find(([network]) => contains(parsePrefix(network), formatIpv4(prefix.base)));
  if (bad) throw new RangeError(`${formatPrefix(prefix)} cannot be used: ${bad[1]}; try ${initial}`);
}

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
      refuseUnusable(prefix, initial);
      return { prefix, chosen: text !== initial };
    },
  };
}

/** The text itself where it follows the rule of a name; throws the rule's own sentence where it does not. */
function named(rule: typeof devName, text: string): string {
  const read = v.safeParse(rule, text);
  if (!read.success) throw new RangeError(read.issues[0].message);
  return read.output;
}

/** The name of a device that a lesson makes. */
function device(options: { initial: string; about: Text }): Param<string> {
  const { initial, about } = options;
  return {
    about,
    initial,
    takes: `a device name, at most ${MAX_DEV_BYTES} bytes`,
    parse(text) {
      if (text === 'lo') throw new RangeError("'lo' is there in every namespace; choose another name");
      return named(devName, text);
    },
  };
}

/** `ns1=172.16.1.1/16` as a member; `port` is the name of the device that a lesson makes for it. */
function parseMember(text: string, index: number, options: { port: string; initial: string }): Member {
  const { port, initial } = options;
  const [netns = '', interfaceAddress, ...rest] = text.split('=');
  if (interfaceAddress === undefined || rest.length > 0)
    throw new RangeError(`${show(text)} is not a namespace with its address, such as ${initial.split(',')[0]}`);
  named(netnsName, netns);
  const bytes = Buffer.byteLength(port + netns);
  if (bytes > MAX_DEV_BYTES)
    throw new RangeError(
      `${show(netns)} is too long: its device ${port}${netns} would have ${bytes} bytes, and at most ${MAX_DEV_BYTES} are allowed (IFNAMSIZ); use at most ${MAX_DEV_BYTES - port.length} for the name`,
    );
  const { address } = parseInterface(interfaceAddress);
  const prefix = networkOf(interfaceAddress);
  if (prefix.length < 8)
    throw new RangeError(`${show(interfaceAddress)}: a /${prefix.length} is larger than a lesson needs; use /8 or longer`);
  refuseUnusable(prefix, initial);
  if (hostCount(prefix) === 0)
    throw new RangeError(`${show(interfaceAddress)}: a /${prefix.length} has no room for others; use /30 or shorter`);
  if (address === prefix.base) throw new RangeError(`${show(interfaceAddress)} is the address of the network itself; take one behind it`);
  if (address === prefix.base + hostCount(prefix) + 1)
    throw new RangeError(`${show(interfaceAddress)} is the broadcast address of ${formatPrefix(prefix)}; take one before it`);
  return { index, netns, address: addressOf(interfaceAddress), interfaceAddress };
}

/** The first of the texts that has been there before. */
function repeated(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) < index);
}

/**
 * Namespaces with their addresses, all in one network: `ns1=172.16.1.1/16,ns2=172.16.1.2/16`. A lesson makes a device for
 * each, whose name is `port` and the namespace's.
 */
function members(options: { initial: string; port: string; min: number; max: number; about: Text }): Param<readonly Member[]> {
  const { initial, min, max, about } = options;
  return {
    about,
    initial,
    takes: `${min} to ${max} namespaces with their addresses in one network, NAME=ADDRESS/LENGTH,…`,
    parse(text) {
      const all = text.split(',').map((part, index) => parseMember(part, index, options));
      if (all.length < min || all.length > max)
        throw new RangeError(
          `${all.length} namespace${all.length === 1 ? ' is' : 's are'} named; name ${min} to ${max}, such as ${initial}`,
        );
      const twice = repeated(all.map(({ netns }) => netns));
      if (twice !== undefined) throw new RangeError(`${twice} is named more than once`);
      const shared = repeated(all.map(({ address }) => address));
      if (shared !== undefined) {
        const holders = all.filter(({ address }) => address === shared).map(({ netns }) => netns);
        throw new RangeError(`${holders.join(' and ')} have the same address ${shared}; give each its own`);
      }
      const networks = all.map(({ interfaceAddress }) => formatPrefix(networkOf(interfaceAddress)));
      const [network] = networks;
      const stray = all.find((_, index) => networks[index] !== network);
      if (stray)
        throw new RangeError(
          `${stray.netns} is in ${networks[stray.index]} and ${all[0]?.netns} in ${network}; on one bridge all must be in one network`,
        );
      return all;
    },
  };
}

export const param = { device, integer, members, subnet };
