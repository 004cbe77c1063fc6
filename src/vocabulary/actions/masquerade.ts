import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { devName, place, prefix } from '../../model/names.ts';
import { defineAction, ruleMade } from '../define.ts';
import { tool } from '../needs.ts';
import { IPTABLES, NFT } from '../netfilter-notes.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';

interface Params {
  readonly source: string;
  readonly exceptOut: string;
  readonly netns: string;
}

/** A table for each rule, so that undoing one leaves the others. */
function nftData({ source, exceptOut, netns }: Params): object {
  return { netns, source, table: `nat-${source.replace('/', '-')}`, device: `"${exceptOut}"` };
}

/** Rewrites the source of what a network sends elsewhere to the address of the device it leaves by (iptables-extensions(8)). */
export const masquerade = defineAction({
  kind: 'masquerade',
  params: v.strictObject({ source: prefix, exceptOut: devName, netns: place }),
  about: {
    source: { en: 'the network whose packets are rewritten', zh: '要改写哪个网段发出的包' },
    exceptOut: { en: 'the device towards that network: what leaves by it is left alone', zh: '通向该网段的设备：从它出去的包不改写' },
    netns: WHERE,
  },
  template: 'masquerade-add',
  devicesStay: true,
  undo: 'masquerade-del',
  dialect: 'iptables',
  forms: {
    nft: {
      template: 'dialect/nft-masquerade-add',
      undo: 'dialect/nft-table-del',
      data: nftData,
      makes: (params) =>
        ruleMade(
          params.netns,
          { en: `the rule for ${params.source}`, zh: `${params.source} 的规则` },
          { template: 'dialect/nft-table-is', data: nftData(params) },
        ),
      needs: () => [tool('nft'), { kind: 'netfilter', part: 'nat' }],
      flags: [
        NETNS_EXEC,
        NFT.table,
        NFT.chain,
        NFT.nat,
        { flag: 'hook postrouting', means: { en: 'where packets pass last, after routing', zh: '挂在路由之后、数据包离开前的最后一站' } },
        {
          flag: 'priority srcnat',
          means: { en: 'its place among other chains of the hook: that of source NAT', zh: '同一挂载点上各条链的先后：源地址转换的位置' },
        },
        NFT.rule,
        { flag: 'ip saddr', means: { en: 'only packets from this network', zh: '只匹配来自这个网段的包' } },
        { flag: 'oifname !=', means: { en: 'only packets that do not leave by this device', zh: '只匹配不从这个设备出去的包' } },
        {
          flag: 'masquerade',
          means: { en: "rewrite the source to the outgoing device's own address", zh: '把源地址改写为出口设备自己的地址' },
        },
      ],
      mistakes: [
        {
          en: 'Device names go to nft in quotes of their own, inside those of the shell: a bare name may be one of its keywords.',
          zh: '设备名在 nft 里要带自己的引号，外面再套 shell 的引号：裸写的名字可能恰好是 nft 的关键字。',
        },
      ],
    },
  },
  goesWith: ({ netns }) => ({ netns }),
  makes: (params) =>
    ruleMade(
      params.netns,
      { en: `the rule for ${params.source}`, zh: `${params.source} 的规则` },
      { template: 'masquerade-is', data: params },
    ),
  effect: (network, { source, exceptOut, netns }) => [
    changeNetns(network, netns, ({ nat }) => ({ nat: [...nat, { chain: 'postrouting', source, exceptOut, target: 'masquerade' }] })),
  ],
  needs: () => [tool('iptables'), tool('nft'), { kind: 'netfilter', part: 'nat' }],
  title: ({ source }) => ({ en: `Masquerade what ${source} sends to the outside`, zh: `对 ${source} 发往外部的包做源地址伪装` }),
  purpose: {
    en: 'The outside knows no way back to a private network. With its source rewritten to the host, a packet is answered to the host, and connection tracking turns the answer back: no second rule is involved.',
    zh: '外部不知道怎样回到私有网段。把源地址改写成主机的地址，应答就会发给主机，再由连接跟踪转换回去：不需要第二条规则。',
  },
  flags: [
    NETNS_EXEC,
    IPTABLES.nat,
    {
      flag: '-A POSTROUTING',
      means: { en: 'append to the chain that packets pass last, after routing', zh: '追加到包在路由之后最后经过的链' },
    },
    IPTABLES.source,
    IPTABLES.exceptOut,
    {
      flag: '-j MASQUERADE',
      means: { en: "rewrite the source to the outgoing device's own address", zh: '把源地址改写成出口设备自己的地址' },
    },
  ],
  mistakes: [
    {
      en: 'Without `! -o` the bridge, traffic that the host routes back into the bridge is rewritten too.',
      zh: '如果不用 `! -o` 排除网桥，主机路由回网桥的流量也会被改写。',
    },
  ],
  example: { given: [], params: { source: '10.0.0.0/24', exceptOut: 'br0' } },
});
