import * as v from 'valibot';
import { place } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { DASH_N, defineAction, tool, WHERE } from '../define.ts';

/** Lists links, addresses, routes, neighbours or learnt MAC addresses for the learner to look at; changes and decides nothing. */
export const show = defineAction({
  kind: 'show',
  params: v.strictObject({ what: v.picklist(['link', 'address', 'route', 'local-routes', 'neigh', 'fdb']), netns: place }),
  about: {
    what: { en: 'what is listed' },
    netns: WHERE,
  },
  template: 'show',
  undo: null,
  data: ({ what, netns }) => ({
    netns,
    fdb: what === 'fdb',
    words: {
      link: ['link'],
      address: ['address'],
      route: ['route'],
      'local-routes': ['route', 'show', 'table', 'local'],
      neigh: ['neigh'],
      fdb: ['fdb', 'show'],
    }[what],
  }),
  effect(network, { netns }) {
    netnsOf(network, netns);
    return network;
  },
  needs: ({ what }) => [tool(what === 'fdb' ? 'bridge' : 'ip')],
  title: ({ what, netns }) => ({ en: `Look at the ${what === 'fdb' ? 'forwarding database' : what} of ${netns}` }),
  purpose: { en: 'A look at the state as the tools print it.' },
  flags: [DASH_N, { flag: 'table local', means: { en: 'the table that the kernel fills with its own addresses and asks first' } }],
  mistakes: [],
  look: true,
  example: { given: [], params: { what: 'address' } },
});
