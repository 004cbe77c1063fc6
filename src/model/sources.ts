import type { Lang, Text } from './text.ts';

/** A tutorial that lessons come from. */
export interface Source {
  /** Its title, in its own language. */
  readonly title: string;
  /** What it is. */
  readonly about: Text;
  /** Where it says that it is, or was, on the web. */
  readonly address?: string;
}

/** The tutorials that the lessons which come with netscenario were made from, by the names that `sources` and errata use. */
export const SOURCES = {
  S0: {
    title: '网络命名空间',
    about: {
      en: 'in Chinese; namespaces joined by a veth pair, a bridge and Open vSwitch, and the networks of Docker',
      zh: '中文；用 veth 设备对、网桥和 Open vSwitch 连通网络命名空间，以及 Docker 的网络',
    },
  },
  S1: {
    title: 'docker 网络之 bridge',
    about: {
      en: 'in Chinese; two namespaces on a bridge, a bridge of Docker, and an imitation of it',
      zh: '中文；把两个网络命名空间接到网桥上，分析 Docker 的网桥，再仿造一个',
    },
    address: 'https://www.cnblogs.com/charlieroro/p/9791571.html',
  },
  S2: {
    title: 'Linux 网络虚拟化（Docker 组网模型）',
    about: {
      en: 'in Chinese; how Docker wires containers on one machine, its listings lost',
      zh: '中文；Docker 在单台主机上怎样连接容器，文中的命令清单已丢失',
    },
    address: 'https://www.xiayuyun.com/zonghe/308793.html',
  },
  S3: {
    title: 'veth-pair,netns',
    about: {
      en: 'in Chinese; a veth pair on one host, then between namespaces: directly, by a bridge and by Open vSwitch',
      zh: '中文；veth 设备对先放在同一台主机上，再连接网络命名空间：直连、经网桥、经 Open vSwitch',
    },
  },
  S3e: {
    title: 'Switching in software on Linux',
    about: {
      en: 'in English, at the end of S3; four ways to join two namespaces, as listings of commands',
      zh: '英文，附在 S3 末尾；连接两个网络命名空间的四种办法，以命令清单列出',
    },
    address: 'http://www.opencloudblog.com/?p=66',
  },
  S4: {
    title: '八、Docker 网络-网络命名空间',
    about: {
      en: 'in Chinese; a script that adds a namespace to a bridge',
      zh: '中文；一个把网络命名空间接到网桥上的脚本',
    },
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceId = keyof typeof SOURCES;

/** The source of that name; `undefined` where it is none of these, as in a lesson of one's own. */
export function sourceOf(name: string): Source | undefined {
  return Object.hasOwn(SOURCES, name) ? SOURCES[name as SourceId] : undefined;
}

/** A source in a line: its name, its title, what it is, and its address where it has one. */
export function describeSource(name: string, lang: Lang): string {
  const source = sourceOf(name);
  if (!source) return name;
  const { title, about, address } = source;
  return lang === 'zh'
    ? `${name}：《${title}》，${about.zh}${address === undefined ? '' : `，${address}`}`
    : `${name}: “${title}”, ${about.en}${address === undefined ? '' : `, ${address}`}`;
}
