import * as v from 'valibot';
import { devName, place } from '../../model/names.ts';
import { linkOf, netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { han, type Text } from '../../model/text.ts';
import { abbreviatedWords } from '../abbreviated.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, NETNS_EXEC, WHERE } from '../notes.ts';
import { inside } from '../where.ts';

const WHAT = {
  netns: { en: 'namespaces', zh: '命名空间' },
  link: { en: 'devices', zh: '设备' },
  address: { en: 'addresses', zh: '地址' },
  ports: { en: 'ports', zh: '端口' },
  route: { en: 'routes', zh: '路由' },
  'local-routes': { en: 'table local', zh: 'local 路由表' },
  neigh: { en: 'neighbours', zh: '邻居表' },
  fdb: { en: 'forwarding database', zh: '转发表' },
} as const satisfies Readonly<Record<string, Text>>;

type What = keyof typeof WHAT;

/** What is asked of iproute2, of one device where it is named. */
function wordsOf(what: What, dev: string | undefined): readonly string[] {
  switch (what) {
    case 'netns':
      return ['netns'];
    case 'link':
    case 'address':
      return dev === undefined ? [what] : [what, 'show', 'dev', dev];
    case 'ports':
      return ['link', 'show', 'master', dev ?? ''];
    case 'route':
    case 'neigh':
      return [what];
    case 'local-routes':
      return ['route', 'show', 'table', 'local'];
    case 'fdb':
      return ['fdb', 'show'];
    default:
      return what satisfies never;
  }
}

/** The same asked of net-tools; nothing where they cannot tell. */
function netToolsOf(what: What, dev: string | undefined): readonly string[] {
  if (what === 'link' || what === 'address') return ['ifconfig', dev ?? '-a'];
  if (what === 'route') return ['route', '-n'];
  return what === 'neigh' ? ['arp', '-n'] : [];
}

const params = v.pipe(
  v.strictObject({
    what: v.picklist(['netns', 'link', 'address', 'ports', 'route', 'local-routes', 'neigh', 'fdb']),
    dev: v.optional(devName),
    netns: place,
  }),
  v.check(
    ({ what, dev }) => what !== 'ports' || dev !== undefined,
    () => say({ en: 'the ports of which bridge? name it as dev', zh: '哪个网桥的端口？写上 dev' }),
  ),
  v.check(
    ({ what, dev }) => dev === undefined || ['link', 'address', 'ports'].includes(what),
    () => say({ en: 'only links, addresses and ports are those of a device', zh: '只有 link、address 和 ports 可以写设备' }),
  ),
);

/** Lists links, addresses, ports, routes, neighbours or learnt MAC addresses for the learner to look at; changes and decides nothing. */
export const show = defineAction({
  kind: 'show',
  params,
  about: {
    what: { en: 'what is listed', zh: '列出什么' },
    dev: { en: 'of this device alone; for ports, the bridge', zh: '只看这个设备；看端口时写网桥' },
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
      data: ({ what, dev, netns }) => ({ netns, words: abbreviatedWords(wordsOf(what, dev)) }),
      fits: ({ what }) => what !== 'fdb' && what !== 'netns',
      abbreviates: true,
    },
    ifconfig: {
      template: 'dialect/ifconfig-show',
      undo: null,
      data: ({ what, dev, netns }) => ({ netns, words: netToolsOf(what, dev) }),
      fits: ({ what, dev }) => netToolsOf(what, dev).length > 0,
      needs: ({ what, dev }) => netToolsOf(what, dev).slice(0, 1).map(tool),
      flags: [
        NETNS_EXEC,
        { flag: '-a', means: { en: 'devices that are down, too', zh: '未启用的设备也列出' } },
        { flag: '-n', means: { en: 'numbers instead of names', zh: '显示数字，不解析名字' } },
      ],
    },
    brctl: {
      template: 'dialect/brctl-show',
      undo: null,
      fits: ({ what }) => what === 'ports',
      needs: () => [tool('brctl')],
      flags: [NETNS_EXEC, { flag: 'show', means: { en: 'list the bridge with its ports', zh: '列出网桥及其端口' } }],
    },
  },
  data: ({ what, dev, netns }) => ({ netns, dev, fdb: what === 'fdb', words: wordsOf(what, dev) }),
  effect(network, { what, dev, netns }) {
    netnsOf(network, netns);
    if (dev !== undefined && linkOf(network, netns, dev).kind !== 'bridge' && what === 'ports')
      throw new RangeError(say({ en: `'${dev}' in ${netns} is not a bridge`, zh: `${netns} 里的 '${dev}' 不是网桥` }));
    return [];
  },
  needs: ({ what }) => [tool(what === 'fdb' ? 'bridge' : 'ip')],
  title: ({ what, dev, netns }) => ({
    en: `Look at the ${WHAT[what].en} of ${dev ?? netns}`,
    zh: han`查看${dev === undefined ? `${inside(netns).zh}的 ` : ` ${dev} 的`}${WHAT[what].zh}`,
  }),
  purpose: { en: 'A look at the state as the tools print it.', zh: '看看工具打印出来的状态。' },
  flags: [
    DASH_N,
    { flag: 'netns', means: { en: 'list the namespaces that have a name', zh: '列出有名字的命名空间' } },
    { flag: 'master', means: { en: 'only the ports of this bridge', zh: '只列这个网桥的端口' } },
    { flag: 'dev', means: { en: 'only this device', zh: '只看这个设备' } },
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
