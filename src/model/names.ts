import * as v from 'valibot';
import { HOST } from './host.ts';
import { parseInterface, parseIpv4, parsePrefix } from './inet.ts';
import { say } from './say.ts';
import { show } from './show.ts';
import type { Text } from './text.ts';

/** IFNAMSIZ is 16 and counts the closing NUL (include/uapi/linux/if.h). */
export const MAX_DEV_BYTES = 15;

/** Control characters end commands and lines; no name or value of a lesson has a use for one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Networks are records by name, so a name that every object answers to would be found in each of them. */
function isInherited(name: string): boolean {
  return name in {};
}

/** Text that follows a rule: `takes` says it, and `describe` what is wrong with a text that does not. */
function rule(takes: Text, describe: (input: string) => string | undefined) {
  return v.pipe(
    v.string((issue) => say({ en: `${show(issue.input)} is not text`, zh: `${show(issue.input)} 不是文本` })),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const fault = CONTROL.test(dataset.value)
        ? say({ en: `${show(dataset.value)} has a control character in it`, zh: `${show(dataset.value)} 里有控制字符` })
        : describe(dataset.value);
      if (fault) addIssue({ message: fault });
    }),
    v.metadata({ takes }),
  );
}

/** A link's name: 1 to 15 bytes of letters, digits and `. _ -`, starting with a letter or digit. */
export const devName = rule({ en: 'a device name, at most 15 bytes', zh: '设备名，最多 15 字节' }, (name) => {
  const bytes = Buffer.byteLength(name);
  if (bytes > MAX_DEV_BYTES)
    return say({
      en: `${show(name)} has ${bytes} bytes; a device name has at most ${MAX_DEV_BYTES} (IFNAMSIZ): shorten it`,
      zh: `${show(name)} 有 ${bytes} 字节；设备名最多 ${MAX_DEV_BYTES} 字节（IFNAMSIZ），请缩短`,
    });
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    return say({
      en: `${show(name)} is not a device name: use letters, digits, '.', '_' and '-', starting with a letter or digit`,
      zh: `${show(name)} 不是设备名：只用字母、数字、'.'、'_' 和 '-'，以字母或数字开头`,
    });
  }
  if (isInherited(name)) return say({ en: `${show(name)} is taken; choose another name`, zh: `${show(name)} 已被占用，换一个名字` });
  return ['all', 'default'].includes(name)
    ? say({
        en: `${show(name)} is taken: the kernel uses it under /proc/sys/net; choose another name`,
        zh: `${show(name)} 已被占用：内核在 /proc/sys/net 下用到它；换一个名字`,
      })
    : undefined;
});

/** A namespace's name as `ip netns add` takes it; it becomes a file under /run/netns. */
export const netnsName = rule({ en: "a namespace's name", zh: '命名空间的名字' }, (name) => {
  if (name === HOST)
    return say({
      en: `'${HOST}' means the machine's own namespace here; choose another name`,
      zh: `'${HOST}' 在这里指机器自己的网络命名空间；换一个名字`,
    });
  if (isInherited(name)) return say({ en: `${show(name)} is taken; choose another name`, zh: `${show(name)} 已被占用，换一个名字` });
  if (name.length > 63)
    return say({
      en: `${show(name)} has ${name.length} characters; use at most 63`,
      zh: `${show(name)} 有 ${name.length} 个字符，最多 63 个`,
    });
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)
    ? undefined
    : say({
        en: `${show(name)} is not a namespace name: use letters, digits, '.', '_' and '-', starting with a letter or digit`,
        zh: `${show(name)} 不是网络命名空间的名字：只用字母、数字、'.'、'_' 和 '-'，以字母或数字开头`,
      });
});

/** Where something is: `host`, or a namespace's name. */
export const place = v.optional(
  v.union([v.literal(HOST), netnsName], (issue) => placeFault(issue.input)),
  HOST,
);

function placeFault(input: unknown): string {
  const result = v.safeParse(netnsName, input);
  return result.success
    ? say({ en: `${show(input)} is not a namespace`, zh: `${show(input)} 不是网络命名空间` })
    : result.issues[0].message;
}

function parsedBy(takes: Text, parse: (text: string) => unknown) {
  return rule(takes, (text) => {
    try {
      parse(text);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  });
}

/** A dotted quad. */
export const ipv4 = parsedBy({ en: 'an IPv4 address', zh: 'IPv4 地址' }, parseIpv4);

/** An interface address, `10.10.10.2/24`. */
export const interfaceAddress = parsedBy(
  { en: 'an IPv4 address with a prefix length, such as `10.0.0.1/24`', zh: '带前缀长度的 IPv4 地址，例如 `10.0.0.1/24`' },
  parseInterface,
);

/** A network, `10.10.10.0/24`. */
export const prefix = parsedBy({ en: 'a network, such as `10.0.0.0/24`', zh: '网段，例如 `10.0.0.0/24`' }, parsePrefix);

/** A key under /proc/sys/net in dotted form. Only these live in a network namespace; others would be the machine's. */
export const sysctlKey = rule({ en: 'a sysctl of a network namespace, `net.…`', zh: '网络命名空间的 sysctl，`net.…`' }, (key) =>
  /^net(\.[A-Za-z0-9_-]+)+$/.test(key)
    ? undefined
    : say({
        en: `${show(key)} is not a sysctl of a network namespace, such as net.ipv4.ip_forward`,
        zh: `${show(key)} 不是网络命名空间的 sysctl，例如 net.ipv4.ip_forward`,
      }),
);

/** A sysctl's value, a whole number as text. */
export const sysctlValue = rule({ en: 'a whole number, as text', zh: '整数，以文本形式书写' }, (value) =>
  /^-?\d+$/.test(value) ? undefined : say({ en: `${show(value)} is not a whole number`, zh: `${show(value)} 不是整数` }),
);

/** A short label made by a lesson, e.g. for a capture; it becomes part of a file's name. */
export const label = rule({ en: "at most 32 small letters, digits and '-'", zh: "最多 32 个小写字母、数字和 '-'" }, (text) =>
  /^[a-z0-9][a-z0-9-]{0,31}$/.test(text)
    ? undefined
    : say({
        en: `${show(text)} is not a label: use at most 32 small letters, digits and '-'`,
        zh: `${show(text)} 不是标签：最多 32 个小写字母、数字和 '-'`,
      }),
);

/** A TCP or UDP port. */
export const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));

/** A chain of iptables, or a target: at most 28 bytes. */
export const chainName = rule(
  { en: "a chain's name, at most 28 letters, digits, '_' and '-'", zh: '链的名字，最多 28 个字母、数字、“_”和“-”' },
  (name) =>
    /^[A-Za-z][A-Za-z0-9_-]{0,27}$/.test(name)
      ? undefined
      : say({
          en: `${show(name)} is not the name of a chain: use at most 28 letters, digits, '_' and '-', starting with a letter`,
          zh: `${show(name)} 不是链的名字：最多 28 个字母、数字、'_' 和 '-'，以字母开头`,
        }),
);
