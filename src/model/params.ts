import * as v from 'valibot';
import { addressOf, contains, formatIpv4, formatPrefix, hostCount, networkOf, type Prefix, parseInterface, parsePrefix } from './inet.ts';
import type { Member } from './members.ts';
import { devName, MAX_DEV_BYTES, netnsName } from './names.ts';
import { say, type Words } from './say.ts';
import { show } from './show.ts';
import { type Text, whole } from './text.ts';

/** A parameter of a lesson: how its text is read, and what it means. `parse` throws `RangeError` with a sentence. */
export interface Param<T = unknown> {
  readonly about: Text;
  /** The default as one would type it. */
  readonly initial: string;
  /** A value with which the lesson builds the same and takes less time, where the default takes long. */
  readonly brief?: string;
  /** The values it takes, in words, for help and messages. */
  readonly takes: Words;
  parse(text: string): T;
}

export type ParamValues<P extends Readonly<Record<string, Param>>> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

/** A whole number from `min` to `max`. */
function integer(options: { min: number; max: number; initial: number; brief?: number; about: Text }): Param<number> {
  const { min, max, initial, brief, about } = options;
  return {
    about: whole(about),
    initial: String(initial),
    ...(brief === undefined ? {} : { brief: String(brief) }),
    takes: { en: `a whole number from ${min} to ${max}`, zh: `${min} 到 ${max} 之间的整数` },
    parse(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      if (!(value >= min && value <= max))
        throw new RangeError(
          say({ en: `${show(text)} is not a whole number from ${min} to ${max}`, zh: `${show(text)} 不是 ${min} 到 ${max} 之间的整数` }),
        );
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
const UNUSABLE: readonly (readonly [string, Words])[] = [
  ['0.0.0.0/8', { en: 'it means this network, whichever that is', zh: '它表示“本网络”' }],
  ['127.0.0.0/8', { en: 'it is the loopback network', zh: '它是回环网段' }],
  ['224.0.0.0/4', { en: 'it is multicast', zh: '它是组播地址' }],
  ['240.0.0.0/4', { en: 'it is reserved', zh: '它是保留地址' }],
];

function refuseUnusable(prefix: Prefix, initial: string): void {
  const bad = UNUSABLE.find(([network]) => contains(parsePrefix(network), formatIpv4(prefix.base)));
  if (!bad) return;
  const [, why] = bad;
  throw new RangeError(
    say({
      en: `${formatPrefix(prefix)} cannot be used: ${why.en}; try ${initial}`,
      zh: `${formatPrefix(prefix)} 不能用：${why.zh}；试试 ${initial}`,
    }),
  );
}

/** An IPv4 network with at least `hosts` host addresses. */
function subnet(options: { initial: string; hosts?: number; about: Text }): Param<Subnet> {
  const { initial, hosts = 2, about } = options;
  return {
    about: whole(about),
    initial,
    takes: { en: `a network such as ${initial}`, zh: `一个网段，例如 ${initial}` },
    parse(text) {
      const prefix = parsePrefix(text);
      if (prefix.length < 8)
        throw new RangeError(
          say({
            en: `${show(text)} is larger than a lesson needs; use /8 or longer`,
            zh: `${show(text)} 太大，课程用不到；前缀长度至少用 /8`,
          }),
        );
      if (hostCount(prefix) < hosts)
        throw new RangeError(
          say({
            en: `${show(text)} has ${hostCount(prefix)} host addresses; ${hosts} are needed`,
            zh: `${show(text)} 有 ${hostCount(prefix)} 个主机地址，需要 ${hosts} 个`,
          }),
        );
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
    takes: { en: `a device name, at most ${MAX_DEV_BYTES} bytes`, zh: `设备名，最多 ${MAX_DEV_BYTES} 字节` },
    parse(text) {
      if (text === 'lo')
        throw new RangeError(
          say({ en: "'lo' is there in every namespace; choose another name", zh: "'lo' 在每个网络命名空间里都有，换一个名字" }),
        );
      return named(devName, text);
    },
  };
}

/** `ns1=172.16.1.1/16` as a member; `port` is the name of the device that a lesson makes for it. */
function parseMember(text: string, index: number, options: { port: string; initial: string }): Member {
  const { port, initial } = options;
  const [netns = '', interfaceAddress, ...rest] = text.split('=');
  if (interfaceAddress === undefined || rest.length > 0)
    throw new RangeError(
      say({
        en: `${show(text)} is not a namespace with its address, such as ${initial.split(',')[0]}`,
        zh: `${show(text)} 不是网络命名空间和它的地址，例如 ${initial.split(',')[0]}`,
      }),
    );
  named(netnsName, netns);
  const bytes = Buffer.byteLength(port + netns);
  if (bytes > MAX_DEV_BYTES)
    throw new RangeError(
      say({
        en: `${show(netns)} is too long: its device ${port}${netns} would have ${bytes} bytes, and at most ${MAX_DEV_BYTES} are allowed (IFNAMSIZ); use at most ${MAX_DEV_BYTES - port.length} for the name`,
        zh: `${show(netns)} 太长：它的设备 ${port}${netns} 会有 ${bytes} 字节，而最多 ${MAX_DEV_BYTES} 字节（IFNAMSIZ）；名字最多用 ${MAX_DEV_BYTES - port.length} 字节`,
      }),
    );
  const { address } = parseInterface(interfaceAddress);
  const prefix = networkOf(interfaceAddress);
  if (prefix.length < 8)
    throw new RangeError(
      say({
        en: `${show(interfaceAddress)}: a /${prefix.length} is larger than a lesson needs; use /8 or longer`,
        zh: `${show(interfaceAddress)}：/${prefix.length} 太大，课程用不到；前缀长度至少用 /8`,
      }),
    );
  refuseUnusable(prefix, initial);
  if (hostCount(prefix) === 0)
    throw new RangeError(
      say({
        en: `${show(interfaceAddress)}: a /${prefix.length} has no room for others; use /30 or shorter`,
        zh: `${show(interfaceAddress)}：/${prefix.length} 容不下其他主机；前缀长度最多用 /30`,
      }),
    );
  if (address === prefix.base)
    throw new RangeError(
      say({
        en: `${show(interfaceAddress)} is the address of the network itself; take one behind it`,
        zh: `${show(interfaceAddress)} 是网段自身的地址，用它后面的地址`,
      }),
    );
  if (address === prefix.base + hostCount(prefix) + 1)
    throw new RangeError(
      say({
        en: `${show(interfaceAddress)} is the broadcast address of ${formatPrefix(prefix)}; take one before it`,
        zh: `${show(interfaceAddress)} 是 ${formatPrefix(prefix)} 的广播地址，用它前面的地址`,
      }),
    );
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
    takes: {
      en: `${min} to ${max} namespaces with their addresses in one network, NAME=ADDRESS/LENGTH,…`,
      zh: `${min} 到 ${max} 个网络命名空间和它们在同一网段里的地址，NAME=ADDRESS/LENGTH,…`,
    },
    parse(text) {
      const all = text.split(',').map((part, index) => parseMember(part, index, options));
      if (all.length < min || all.length > max)
        throw new RangeError(
          say({
            en: `${all.length} namespace${all.length === 1 ? ' is' : 's are'} named; name ${min} to ${max}, such as ${initial}`,
            zh: `写了 ${all.length} 个网络命名空间，应写 ${min} 到 ${max} 个，例如 ${initial}`,
          }),
        );
      const twice = repeated(all.map(({ netns }) => netns));
      if (twice !== undefined) throw new RangeError(say({ en: `${twice} is named more than once`, zh: `${twice} 写了不止一次` }));
      const shared = repeated(all.map(({ address }) => address));
      if (shared !== undefined) {
        const holders = all.filter(({ address }) => address === shared).map(({ netns }) => netns);
        throw new RangeError(
          say({
            en: `${holders.join(' and ')} have the same address ${shared}; give each its own`,
            zh: `${holders.join('、')} 的地址相同，都是 ${shared}；各用各的地址`,
          }),
        );
      }
      const networks = all.map(({ interfaceAddress }) => formatPrefix(networkOf(interfaceAddress)));
      const [network] = networks;
      const stray = all.find((_, index) => networks[index] !== network);
      if (stray)
        throw new RangeError(
          say({
            en: `${stray.netns} is in ${networks[stray.index]} and ${all[0]?.netns} in ${network}; on one bridge all must be in one network`,
            zh: `${stray.netns} 在 ${networks[stray.index]}，${all[0]?.netns} 在 ${network}；同一个网桥上必须都在同一网段`,
          }),
        );
      return all;
    },
  };
}

export const param = { device, integer, members, subnet };
