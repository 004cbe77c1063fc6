import { say } from './say.ts';
/** IPv4 arithmetic on dotted quads and prefixes; every function throws `RangeError` with a readable sentence on bad input. */

import { show } from './show.ts';

const QUAD = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** `'10.0.0.1'` as an unsigned 32-bit number. Leading zeros are refused, since tools disagree on their base. */
export function parseIpv4(text: string): number {
  const parts = QUAD.exec(text)?.slice(1) ?? [];
  const valid = parts.length === 4 && parts.every((part) => Number(part) <= 255 && String(Number(part)) === part);
  if (!valid)
    throw new RangeError(
      say({ en: `${show(text)} is not an IPv4 address such as 10.10.10.2`, zh: `${show(text)} 不是 IPv4 地址，例如 10.10.10.2` }),
    );
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

export function formatIpv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** An IPv4 network: `base` is the network address, `length` the prefix length (0 to 32). */
export interface Prefix {
  readonly base: number;
  readonly length: number;
}

function sizeOf(length: number): number {
  return 2 ** (32 - length);
}

/** Parses `10.10.10.0/24`; bits set beyond the prefix length are a fault. */
export function parsePrefix(text: string): Prefix {
  const { address, length } = parseInterface(text);
  const base = address - (address % sizeOf(length));
  if (base !== address) {
    throw new RangeError(
      say({
        en: `${show(text)} has host bits set; the network is ${formatPrefix({ base, length })}`,
        zh: `${show(text)} 的主机位不为零；网段是 ${formatPrefix({ base, length })}`,
      }),
    );
  }
  return { base, length };
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatIpv4(prefix.base)}/${prefix.length}`;
}

/** Parses an interface address such as `10.10.10.2/24`. */
export function parseInterface(text: string): { address: number; length: number } {
  const [address = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^(\d|[12]\d|3[0-2])$/.test(length)) {
    throw new RangeError(
      say({
        en: `${show(text)} is not an address with a prefix length such as 10.10.10.2/24`,
        zh: `${show(text)} 不是带前缀长度的地址，例如 10.10.10.2/24`,
      }),
    );
  }
  return { address: parseIpv4(address), length: Number(length) };
}

/** The network that an interface address lies in: `10.10.10.2/24` gives `10.10.10.0/24`. */
export function networkOf(interfaceAddress: string): Prefix {
  const { address, length } = parseInterface(interfaceAddress);
  return { base: address - (address % sizeOf(length)), length };
}

/** `10.10.10.2/24` without its length. */
export function addressOf(interfaceAddress: string): string {
  return interfaceAddress.split('/')[0] ?? interfaceAddress;
}

export function contains(prefix: Prefix, address: string): boolean {
  const value = parseIpv4(address);
  return value >= prefix.base && value < prefix.base + sizeOf(prefix.length);
}

export function overlaps(a: Prefix, b: Prefix): boolean {
  return a.base < b.base + sizeOf(b.length) && b.base < a.base + sizeOf(a.length);
}

/** Addresses usable by hosts: all but the network and the broadcast address. */
export function hostCount(prefix: Prefix): number {
  return prefix.length >= 31 ? 0 : sizeOf(prefix.length) - 2;
}

/** The `n`th address after the network address, `n` from 1 to `hostCount`. */
export function hostAt(prefix: Prefix, n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > hostCount(prefix)) {
    throw new RangeError(
      say({
        en: `${formatPrefix(prefix)} has no host number ${n}; it has ${hostCount(prefix)}`,
        zh: `${formatPrefix(prefix)} 没有第 ${n} 个主机地址，只有 ${hostCount(prefix)} 个`,
      }),
    );
  }
  return formatIpv4(prefix.base + n);
}

/** The longest prefix around the same base, no longer than the given one, in which `hosts` hosts fit. */
export function widenFor(prefix: Prefix, hosts: number): Prefix {
  let length = prefix.length;
  while (length > 0 && hostCount({ base: 0, length }) < hosts) length -= 1;
  return { base: prefix.base - (prefix.base % sizeOf(length)), length };
}

/** The mask of a prefix length, 255.255.255.0 for 24. */
export function netmaskOf(length: number): string {
  return formatIpv4(2 ** 32 - sizeOf(length));
}
