import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { label, place } from '../../model/names.ts';
import { han } from '../../model/text.ts';
import { defineAction, ruleMade } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';
import { who } from '../where.ts';
import { netns } from './netns.ts';

/** Counts the echo requests that a namespace receives, by source address, in an nftables set. */
export const countSources = defineAction({
  kind: 'count-sources',
  params: v.strictObject({ name: label, netns: place }),
  about: {
    name: { en: 'the name of the nftables table, by which checks find the counter', zh: 'nftables 表的名字，检查凭它找到计数' },
    netns: WHERE,
  },
  template: 'count-sources-add',
  devicesStay: true,
  role: 'watch',
  undo: 'count-sources-del',
  goesWith: ({ netns }) => ({ netns }),
  makes: ({ name, netns }) =>
    ruleMade(netns, { en: `the nftables table ${name}`, zh: `nftables 表 ${name}` }, { template: 'see-counters', data: { netns, name } }),
  effect: (network, { name, netns }) => [changeNetns(network, netns, ({ counters }) => ({ counters: [...counters, { name }] }))],
  needs: () => [tool('nft')],
  title: ({ netns }) => ({ en: `Count who pings ${netns}, by source address`, zh: han`按源地址统计谁在 ping ${who(netns).zh}` }),
  purpose: { en: 'A witness: the far side notes which source addresses it really sees.', zh: '请对端作证：记下它实际看到的源地址。' },
  flags: [
    NETNS_EXEC,
    {
      flag: 'add table inet',
      means: {
        en: 'a table, which holds sets and chains; `inet` is for IPv4 and IPv6',
        zh: '表，里面放集合和链；`inet` 同时适用于 IPv4 和 IPv6',
      },
    },
    { flag: 'add set inet', means: { en: 'a set, a list of elements that rules may fill', zh: '集合，即一组元素，规则可以往里添加' } },
    { flag: 'type ipv4_addr', means: { en: 'its elements are IPv4 addresses', zh: '元素是 IPv4 地址' } },
    {
      flag: 'flags dynamic',
      means: { en: 'rules may add elements to the set while packets pass', zh: '包经过时，规则可以往集合里添加元素' },
    },
    { flag: 'counter', means: { en: 'count packets and bytes of each element', zh: '为每个元素统计包数和字节数' } },
    { flag: 'add chain inet', means: { en: 'a chain, a list of rules', zh: '链，即一组规则' } },
    { flag: 'type filter', means: { en: 'rules that look at packets and may let them pass', zh: '检查包并决定是否放行的规则' } },
    { flag: 'hook input', means: { en: 'look at the packets that are for this namespace itself', zh: '查看发给这个命名空间自己的包' } },
    { flag: 'priority 0', means: { en: 'its place among other chains of the hook', zh: '在同一挂载点的各条链中的次序' } },
    { flag: 'add rule inet', means: { en: 'a rule at the end of the chain', zh: '在链的末尾加一条规则' } },
    { flag: 'icmp type echo-request', means: { en: 'only the requests of pings', zh: '只匹配 ping 的请求' } },
    { flag: 'add @sources', means: { en: 'put an element into the set', zh: '往集合里添加一个元素' } },
    { flag: 'ip saddr', means: { en: "the packet's source address", zh: '包的源地址' } },
  ],
  mistakes: [],
  example: { given: [netns({ name: 'ns1' })], params: { name: 'who', netns: 'ns1' } },
});
