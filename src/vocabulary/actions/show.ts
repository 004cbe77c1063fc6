import * as v from 'valibot';
import { place } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { DASH_N, defineAction, tool, WHERE } from '../define.ts';

const WHAT = {
  link: 'devices',
  address: 'addresses',
  route: 'routes',
  'local-routes': 'table local',
  neigh: 'neighbours',
  fdb: 'forwarding database',
} as const;

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
    return [];
  },
  needs: ({ what }) => [tool(what === 'fdb' ? 'bridge' : 'ip')],
  title: ({ what, netns }) => ({ en: `Look at the ${WHAT[what]} of ${netns}` }),
  purpose: { en: 'A look at the state as the tools print it.' },
  flags: [
    DASH_N,
    { flag: 'link', means: { en: 'list the devices' } },
    { flag: 'address', means: { en: 'list the devices with their addresses' } },
    { flag: 'route', means: { en: 'list routes; without more, those of the table main' } },
    { flag: 'show', means: { en: 'print; what `ip` does anyway where no verb is given' } },
    { flag: 'table local', means: { en: 'the table that the kernel fills with its own addresses and asks first' } },
    { flag: 'neigh', means: { en: 'list the neighbours: IP address, MAC address and how fresh that is' } },
    { flag: 'fdb', means: { en: 'the forwarding database: which MAC address is behind which port' } },
  ],
  mistakes: [],
  look: true,
  example: { given: [], params: { what: 'address' } },
});
