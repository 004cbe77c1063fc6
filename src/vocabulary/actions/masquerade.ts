import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { devName, HOST, place, prefix } from '../../model/names.ts';
import { defineAction, NETNS_EXEC, tool, WHERE } from '../define.ts';

/** Rewrites the source of what a network sends elsewhere to the address of the device it leaves by (iptables-extensions(8)). */
export const masquerade = defineAction({
  kind: 'masquerade',
  params: v.strictObject({ source: prefix, exceptOut: devName, netns: place }),
  about: {
    source: { en: 'the network whose packets are rewritten' },
    exceptOut: { en: 'the device towards that network: what leaves by it is left alone' },
    netns: WHERE,
  },
  template: 'masquerade-add',
  devicesStay: true,
  undo: 'masquerade-del',
  goesWith: ({ netns }) => ({ netns }),
  makes: (params) =>
    params.netns === HOST
      ? [{ what: 'rule', name: `the rule for ${params.source}`, probe: { template: 'masquerade-is', data: params } }]
      : [],
  effect: (network, { source, exceptOut, netns }) => [
    changeNetns(network, netns, ({ nat }) => ({ nat: [...nat, { chain: 'postrouting', source, exceptOut, target: 'masquerade' }] })),
  ],
  needs: () => [tool('iptables'), tool('nft'), { kind: 'netfilter', part: 'nat' }],
  title: ({ source }) => ({ en: `Masquerade what ${source} sends to the outside` }),
  purpose: {
    en: 'The outside knows no way back to a private network. With its source rewritten to the host, a packet is answered to the host, and connection tracking turns the answer back: no second rule is involved.',
  },
  flags: [
    NETNS_EXEC,
    { flag: '-t nat', means: { en: 'the table whose rules see the first packet of each connection' } },
    { flag: '-A POSTROUTING', means: { en: 'append to the chain that packets pass last, after routing' } },
    { flag: '-s', means: { en: 'only packets from this network' } },
    { flag: '! -o', means: { en: 'only packets that do not leave by this device' } },
    { flag: '-j MASQUERADE', means: { en: "rewrite the source to the outgoing device's own address" } },
  ],
  mistakes: [{ en: 'Without `! -o` the bridge, traffic that the host routes back into the bridge is rewritten too.' }],
  example: { given: [], params: { source: '10.0.0.0/24', exceptOut: 'br0' } },
});
