import * as v from 'valibot';
import { place } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { han, type Text } from '../../model/text.ts';
import { abbreviatedWords } from '../abbreviated.ts';
import { DASH_N, defineAction, NETNS_EXEC, tool, WHERE } from '../define.ts';
import { inside } from '../where.ts';

const WHAT = {
  link: { en: 'devices', zh: '设备' },
  address: { en: 'addresses', zh: '地址' },
  route: { en: 'routes', zh: '路由' },
  'local-routes': { en: 'table local', zh: 'local 路由表' },
  neigh: { en: 'neighbours', zh: '邻居表' },
  fdb: { en: 'forwarding database', zh: '转发表' },
} as const satisfies Readonly<Record<string, Text>>;

/** What iproute2 is asked. */
const WORDS: Readonly<Record<keyof typeof WHAT, readonly string[]>> = {
  link: ['link'],
  address: ['address'],
  route: ['route'],
  'local-routes': ['route', 'show', 'table', 'local'],
  neigh: ['neigh'],
  fdb: ['fdb', 'show'],
};

/** What net-tools print of it; nothing where they cannot. */
const NET_TOOLS: Readonly<Record<keyof typeof WHAT, readonly string[]>> = {
  link: ['ifconfig', '-a'],
  address: ['ifconfig', '-a'],
  route: ['route', '-n'],
  'local-routes': [],
  neigh: ['arp', '-n'],
  fdb: [],
};

/** Lists links, addresses, routes, neighbours or learnt MAC addresses for the learner to look at; changes and decides nothing. */
export const show = defineAction({
  kind: 'show',
  params: v.strictObject({ what: v.picklist(['link', 'address', 'route', 'local-routes', 'neigh', 'fdb']), netns: place }),
  about: {
    what: { en: 'what is listed', zh: '列出什么' },
    netns: WHERE,
  },
  template: 'show',
  role: 'watch',
  undo: null,
  dialect: 'ip',
  forms: {
    short: {
      template: 'dialect/short-show',
      undo: null,
      data: ({ what, netns }) => ({ netns, words: abbreviatedWords(WORDS[what]) }),
      fits: ({ what }) => what !== 'fdb',
      abbreviates: true,
    },
    ifconfig: {
      template: 'dialect/ifconfig-show',
      undo: null,
      data: ({ what, netns }) => ({ netns, words: NET_TOOLS[what] }),
      fits: ({ what }) => NET_TOOLS[what].length > 0,
      needs: ({ what }) => NET_TOOLS[what].slice(0, 1).map(tool),
      flags: [
        NETNS_EXEC,
        { flag: '-a', means: { en: 'devices that are down, too', zh: '未启用的设备也列出' } },
        { flag: '-n', means: { en: 'numbers instead of names', zh: '显示数字，不解析名字' } },
      ],
    },
  },
  data: ({ what, netns }) => ({
    netns,
    fdb: what === 'fdb',
    words: WORDS[what],
  }),
  effect(network, { netns }) {
    netnsOf(network, netns);
    return [];
  },
  needs: ({ what }) => [tool(what === 'fdb' ? 'bridge' : 'ip')],
  title: ({ what, netns }) => ({ en: `Look at the ${WHAT[what].en} of ${netns}`, zh: han`查看${inside(netns).zh}的 ${WHAT[what].zh}` }),
  purpose: { en: 'A look at the state as the tools print it.', zh: '看看工具打印出来的状态。' },
  flags: [
    DASH_N,
    { flag: 'link', means: { en: 'list the devices', zh: '列出设备' } },
    { flag: 'address', means: { en: 'list the devices with their addresses', zh: '列出设备及其地址' } },
    { flag: 'route', means: { en: 'list routes; without more, those of the table main', zh: '列出路由；不指定时列出 main 表' } },
    { flag: 'show', means: { en: 'print; what `ip` does anyway where no verb is given', zh: '打印；不写动词时 `ip` 默认就是它' } },
    {
      flag: 'table local',
      means: { en: 'the table that the kernel fills with its own addresses and asks first', zh: '内核用自己的地址填写、并且最先查询的表' },
    },
    {
      flag: 'neigh',
      means: { en: 'list the neighbours: IP address, MAC address and how fresh that is', zh: '列出邻居：IP 地址、MAC 地址以及表项的新旧' },
    },
    {
      flag: 'fdb',
      means: { en: 'the forwarding database: which MAC address is behind which port', zh: '转发表：哪个 MAC 地址在哪个端口后面' },
    },
  ],
  mistakes: [],
  look: true,
  example: { given: [], params: { what: 'address' } },
});
