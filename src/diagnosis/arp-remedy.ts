import { type Of, type Remedy, remedy, shell, show } from './remedy.ts';

type ArpLoss = Of<'no-answer' | 'duplicate' | 'arp-off' | 'arp-ignored' | 'wrong-neighbour' | 'same-mac' | 'wrong-fdb'>;

/** What shows that ARP or what was learnt leads nowhere, and what mends it. */
export function arpRemedy(loss: ArpLoss): Remedy {
  const { netns, dev } = loss;
  switch (loss.cause) {
    case 'no-answer':
      return remedy([show('neigh', { netns, to: loss.asks })], shell('every-address', {}));
    case 'duplicate':
      return remedy(
        loss.holders.map((holder) => show('holder', { netns: holder.netns, to: loss.asks })),
        ...loss.holders.slice(1).map((holder) => ({ template: 'address-del', data: { ...holder, address: `${loss.asks}/LENGTH` } })),
      );
    case 'arp-off':
      return remedy([show('link', { netns, dev })], shell('mend-arp', { netns, dev }));
    case 'arp-ignored': {
      const keys = ['all', dev].map((name) => `net.ipv4.conf.${name}.arp_ignore`);
      const mend = keys.map((key) => ({ template: 'sysctl-set', data: { netns, key, value: '0' } }));
      return remedy(
        keys.map((key) => show('setting', { netns, key })),
        ...mend,
      );
    }
    case 'wrong-neighbour':
      return remedy(
        [show('neigh', { netns, to: loss.asks }), show('link', loss.holder)],
        shell('mend-neigh', { netns, dev, to: loss.asks }),
      );
    case 'same-mac':
      return remedy([show('link', { netns, dev }), show('link', loss.other)], shell('mend-mac', { netns, dev }));
    case 'wrong-fdb':
      return remedy(
        [show('fdb', { netns, bridge: loss.bridge, mac: loss.mac })],
        shell('mend-fdb', { netns, mac: loss.mac, port: loss.port }),
      );
    default:
      return loss satisfies never;
  }
}
