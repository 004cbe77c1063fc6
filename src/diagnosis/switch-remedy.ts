import type { WireLoss } from '../model/loss.ts';
import type { Network } from '../model/network.ts';
import { type Of, type Remedy, remedy, shell, show } from './remedy.ts';

function ovsTag({ netns, dev, other, tags: [entry] }: Of<'ovs-tag'>): Remedy {
  const mend = entry === 0 ? shell('mend-ovs-untag', { dev }) : shell('mend-ovs-tag', { dev, tag: entry });
  return remedy([show('ovs-port', { dev: other }), show('ovs-port', { dev })], { ...mend, data: { netns, ...mend.data } });
}

/** What shows that a switch or a cable stops a frame, and what makes it go on. */
export function wireRemedy(network: Network, loss: WireLoss): Remedy {
  const { netns, dev } = loss;
  const port = [show('port', { netns, dev })];
  const set = (...words: readonly string[]) => shell('mend-port', { netns, dev, words });
  switch (loss.cause) {
    case 'down':
      return remedy([show('link', { netns, dev })], { template: 'link-set-up', data: { netns, dev } });
    case 'port-state':
      // The kernel itself puts a port there while spanning tree is on.
      return remedy(
        port,
        network.netns[netns]?.links[loss.bridge]?.stp ? shell('mend-stp', { netns, bridge: loss.bridge }) : set('state', '3'),
      );
    case 'isolated':
      return remedy([show('port', { netns, dev: loss.other }), ...port], set('isolated', 'off'));
    case 'no-flood':
      return remedy(port, loss.kind === 'broadcast' ? set('bcast_flood', 'on') : set('learning', 'on', 'flood', 'on'));
    case 'ovs-tag':
      return ovsTag(loss);
    default:
      return loss satisfies never;
  }
}
