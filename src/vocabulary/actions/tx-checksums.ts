import * as v from 'valibot';
import { devName, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';
import { veth } from './veth.ts';

/**
 * Has the kernel write the checksums of what a veth end sends, where Open vSwitch forwards in its daemon; where the kernel
 * forwards, nothing is done. A veth end offloads them to nobody by default.
 */
export const txChecksums = defineAction({
  kind: 'tx-checksums',
  params: v.strictObject({ dev: devName, netns: place }),
  about: { dev: { en: 'the end of a veth pair', zh: 'veth 设备对的一端' }, netns: WHERE },
  template: 'tx-checksums-off',
  devicesStay: true,
  undo: 'tx-checksums-on',
  printed: 'script/tx-checksums-off',
  data: ({ dev, netns }, { ovsDatapath }) => ({ dev, netns, userspace: ovsDatapath === 'netdev' }),
  goesWith: ({ netns, dev }) => ({ netns, dev }),
  effect(network, { dev, netns }) {
    linkOf(network, netns, dev);
    return [];
  },
  needs: () => [tool('ethtool'), { kind: 'ovs-datapath' }],
  title: ({ dev, netns }) => ({
    en: `Have the kernel write the checksums of what ${dev} in ${netns} sends`,
    zh: `让内核自己填写 ${netns} 中 ${dev} 所发报文的校验和`,
  }),
  purpose: {
    en: 'The kernel leaves the TCP checksum of a segment blank where the device promises to write it. A veth end promises that, and never does, since between two kernels nobody looks. The daemon ovs-vswitchd, where it forwards by itself, passes the blank on as it is, and the receiver throws the segment away: ping works, TCP does not. Where the kernel forwards, nothing has to be done.',
    zh: '如果网卡声称会填写 TCP 校验和，内核就把它空着。veth 的一端这样声称，却从不填写，因为内核之间传递时没有人检查。而当 ovs-vswitchd 在用户态自己转发时，它会把空着的校验和原样发出去，接收方于是丢弃报文：能 ping 通，TCP 却不通。由内核转发时无需这样做。',
  },
  flags: [
    NETNS_EXEC,
    { flag: '-K', means: { en: 'change what the device does for the kernel (offloading)', zh: '修改网卡替内核做的工作（卸载功能）' } },
    { flag: 'tx off', means: { en: 'no checksums on sending: the kernel writes them', zh: '发送时网卡不管校验和，由内核填写' } },
  ],
  mistakes: [
    {
      en: 'Segmentation in the device needs its checksums: with these off, TCP hands over segments of the size of the wire.',
      zh: '由网卡分段（TSO）依赖网卡计算校验和：关掉之后，TCP 交出的报文段就只有链路 MTU 那么大。',
    },
  ],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth0' } },
});
