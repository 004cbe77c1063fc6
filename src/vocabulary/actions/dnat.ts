import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { devName, ipv4, place, port } from '../../model/names.ts';
import { say } from '../../model/say.ts';
import { han } from '../../model/text.ts';
import { defineAction, ruleMade } from '../define.ts';
import { tool } from '../needs.ts';
import { IPTABLES, NFT } from '../netfilter-notes.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';
import { who } from '../where.ts';

/** Rewrites the destination of connections to a port, as a published port of Docker does (iptables-extensions(8)). */
export const dnat = defineAction({
  kind: 'dnat',
  params: v.strictObject({
    port,
    to: ipv4,
    toPort: port,
    destination: v.optional(ipv4),
    exceptIn: v.optional(devName),
    protocol: v.optional(v.picklist(['tcp', 'udp']), 'tcp'),
    chain: v.optional(v.picklist(['PREROUTING', 'OUTPUT']), 'PREROUTING'),
    netns: place,
  }),
  about: {
    port: { en: 'the port that clients connect to', zh: '客户端连接的端口' },
    to: { en: 'the address of the server', zh: '服务器的地址' },
    toPort: { en: 'the port of the server', zh: '服务器的端口' },
    destination: { en: 'the address that clients connect to', zh: '客户端连接的地址' },
    exceptIn: { en: 'what comes in by this device is left alone', zh: '从这个设备进来的包不处理' },
    protocol: { en: 'the protocol of the port', zh: '端口所属的协议' },
    chain: {
      en: '`PREROUTING` for what comes from elsewhere, `OUTPUT` for what the namespace itself sends',
      zh: '`PREROUTING` 针对从别处来的包，`OUTPUT` 针对本命名空间自己发出的包',
    },
    netns: WHERE,
  },
  template: 'dnat-add',
  devicesStay: true,
  undo: 'dnat-del',
  dialect: 'iptables',
  forms: {
    nft: {
      template: 'dialect/nft-dnat-add',
      undo: 'dialect/nft-table-del',
      data: nftData,
      makes: (params) =>
        ruleMade(
          params.netns,
          { en: `the rule for port ${params.port}`, zh: `端口 ${params.port} 的规则` },
          { template: 'dialect/nft-table-is', data: nftData(params) },
        ),
      needs: () => [tool('nft'), { kind: 'netfilter', part: 'dnat' }],
      flags: [
        NETNS_EXEC,
        NFT.table,
        NFT.chain,
        NFT.nat,
        { flag: 'hook prerouting', means: { en: 'where packets pass first, before routing', zh: '挂在最先经过的地方，在查路由之前' } },
        {
          flag: 'hook output',
          means: { en: 'where packets pass that the namespace itself sends', zh: '挂在本命名空间自己发出的包经过的地方' },
        },
        {
          flag: 'priority -100',
          means: {
            en: 'its place among other chains of the hook: that of destination NAT',
            zh: '同一挂载点上各条链的先后：目的地址转换的位置',
          },
        },
        NFT.rule,
        { flag: 'ip daddr', means: { en: 'only packets to this address', zh: '只匹配发往这个地址的包' } },
        { flag: 'iifname !=', means: { en: 'only packets that do not come in by this device', zh: '只匹配不从这个设备进来的包' } },
        { flag: 'dport', means: { en: 'only to this port', zh: '只匹配发往这个端口的' } },
        {
          flag: 'counter',
          means: { en: 'count the packets that come to it, as iptables does unasked', zh: '统计命中的包数，iptables 总会统计，nft 要写明' },
        },
        { flag: 'dnat to', means: { en: 'rewrite the destination to this address and port', zh: '把目的地址改写成这个地址和端口' } },
      ],
    },
  },
  data: dataOf,
  goesWith: ({ netns }) => ({ netns }),
  makes: (params) =>
    ruleMade(
      params.netns,
      { en: `the rule for port ${params.port}`, zh: `端口 ${params.port} 的规则` },
      { template: 'dnat-is', data: dataOf(params) },
    ),
  effect(network, { port: dport, to, toPort, destination, exceptIn, protocol, chain, netns }) {
    if (destination === undefined && exceptIn === undefined)
      throw new RangeError(
        say({
          en: `say destination or exceptIn: without either, what ${netns} forwards to port ${dport} elsewhere is sent to ${to} too`,
          zh: `写上 destination 或 exceptIn：两个都不写，${netns} 转发到别处 ${dport} 端口的包也会被送往 ${to}`,
        }),
      );
    if (chain === 'OUTPUT' && exceptIn !== undefined)
      throw new RangeError(
        say({
          en: 'what a namespace itself sends comes in by no device: leave exceptIn out with OUTPUT',
          zh: '网络命名空间自己发出的包不从任何设备进来：用 OUTPUT 就去掉 exceptIn',
        }),
      );
    return [
      changeNetns(network, netns, ({ nat }) => ({
        nat: [
          ...nat,
          {
            chain: chain.toLowerCase(),
            ...(destination === undefined ? {} : { destination: `${destination}/32` }),
            ...(exceptIn === undefined ? {} : { exceptIn }),
            protocol,
            dport,
            target: 'dnat',
            to,
            toPort,
          },
        ],
      })),
    ];
  },
  needs: () => [tool('iptables'), tool('nft'), { kind: 'netfilter', part: 'dnat' }],
  title: ({ port: dport, to, toPort, chain, netns }) =>
    chain === 'OUTPUT'
      ? {
          en: `Send what ${who(netns).en} itself sends to port ${dport} to ${to}:${toPort}`,
          zh: han`把 ${who(netns).zh} 自己发往端口 ${dport} 的连接转给 ${to}:${toPort}`,
        }
      : { en: `Send what comes for port ${dport} to ${to}:${toPort}`, zh: `把发往端口 ${dport} 的连接转给 ${to}:${toPort}` },
  purpose: {
    en: 'The destination is rewritten before the route is chosen, so the packet is forwarded to the server. Connection tracking rewrites the source of the answers: no second rule is involved.',
    zh: '目的地址在查路由之前就被改写，所以包会被转发给服务器。应答的源地址由连接跟踪改回来，不需要第二条规则。',
  },
  flags: [
    NETNS_EXEC,
    IPTABLES.nat,
    {
      flag: '-A PREROUTING',
      means: { en: 'append to the chain that packets pass first, before routing', zh: '追加到最先经过的链，在查路由之前' },
    },
    {
      flag: '-A OUTPUT',
      means: { en: 'append to the chain that what is sent from here passes first', zh: '追加到本机发出的包最先经过的链' },
    },
    { flag: '-d', means: { en: 'only packets to this address', zh: '只匹配发往这个地址的包' } },
    { flag: '-p', means: { en: 'only this protocol', zh: '只匹配这种协议' } },
    { flag: '--dport', means: { en: 'only to this port', zh: '只匹配发往这个端口的' } },
    { flag: '-j DNAT', means: { en: 'rewrite the destination', zh: '改写目的地址' } },
    { flag: '--to-destination', means: { en: 'to this address and port', zh: '改成这个地址和端口' } },
  ],
  mistakes: [
    {
      en: 'The rule is of no use to the namespace that it is in: what that sends itself passes OUTPUT, not PREROUTING.',
      zh: '这条规则对所在的命名空间自己发出的连接不起作用：那些包走 OUTPUT，不走 PREROUTING。',
    },
    {
      en: 'The server must send its answers back this way: where its default route is another, the client gets answers from a stranger.',
      zh: '服务器的应答必须沿原路返回：如果它的默认路由指向别处，客户端就会收到来自陌生地址的应答。',
    },
  ],
  example: { given: [], params: { port: 8080, to: '10.0.0.2', toPort: 80, destination: '192.0.2.1' } },
});

function dataOf<T extends { readonly to: string; readonly toPort: number }>(params: T): object {
  return { ...params, target: `${params.to}:${params.toPort}` };
}

/** The parameters, so far as nft's words depend on them. */
interface NftParams {
  readonly port: number;
  readonly to: string;
  readonly toPort: number;
  readonly protocol: string;
  readonly chain: string;
  readonly netns: string;
  readonly destination?: string | undefined;
  readonly exceptIn?: string | undefined;
}

/** A table for each rule, so that undoing one leaves the others. */
function nftData({ exceptIn, ...params }: NftParams): object {
  const hook = params.chain.toLowerCase();
  return {
    ...dataOf(params),
    hook,
    table: ['published', hook, params.destination ?? exceptIn, params.protocol, params.port].join('-'),
    place: `{ type nat hook ${hook} priority -100; }`,
    device: exceptIn === undefined ? undefined : `"${exceptIn}"`,
  };
}
