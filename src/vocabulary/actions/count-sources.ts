import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { HOST, label, place } from '../../model/names.ts';
import { defineAction, NETNS_EXEC, tool, WHERE } from '../define.ts';
import { netns } from './netns.ts';

/** Counts the echo requests that a namespace receives, by source address, in an nftables set. */
export const countSources = defineAction({
  kind: 'count-sources',
  params: v.strictObject({ name: label, netns: place }),
  about: {
    name: { en: 'the name of the nftables table, by which checks find the counter' },
    netns: WHERE,
  },
  template: 'count-sources-add',
  devicesStay: true,
  undo: 'count-sources-del',
  goesWith: ({ netns }) => ({ netns }),
  makes: ({ name, netns }) =>
    netns === HOST
      ? [{ what: 'rule', name: `the nftables table ${name}`, probe: { template: 'see-counters', data: { netns, name } } }]
      : [],
  effect: (network, { name, netns }) => [changeNetns(network, netns, ({ counters }) => ({ counters: [...counters, { name }] }))],
  needs: () => [tool('nft')],
  title: ({ netns }) => ({ en: `Count who pings ${netns}, by source address` }),
  purpose: { en: 'A witness: the far side notes which source addresses it really sees.' },
  flags: [
    NETNS_EXEC,
    { flag: 'add table inet', means: { en: 'a table, which holds sets and chains; `inet` is for IPv4 and IPv6' } },
    { flag: 'add set inet', means: { en: 'a set, a list of elements that rules may fill' } },
    { flag: 'type ipv4_addr', means: { en: 'its elements are IPv4 addresses' } },
    { flag: 'flags dynamic', means: { en: 'rules may add elements to the set while packets pass' } },
    { flag: 'counter', means: { en: 'count packets and bytes of each element' } },
    { flag: 'add chain inet', means: { en: 'a chain, a list of rules' } },
    { flag: 'type filter', means: { en: 'rules that look at packets and may let them pass' } },
    { flag: 'hook input', means: { en: 'look at the packets that are for this namespace itself' } },
    { flag: 'priority 0', means: { en: 'its place among other chains of the hook' } },
    { flag: 'add rule inet', means: { en: 'a rule at the end of the chain' } },
    { flag: 'icmp type echo-request', means: { en: 'only the requests of pings' } },
    { flag: 'add @sources', means: { en: 'put an element into the set' } },
    { flag: 'ip saddr', means: { en: "the packet's source address" } },
  ],
  mistakes: [],
  example: { given: [netns({ name: 'ns1' })], params: { name: 'who', netns: 'ns1' } },
});
