import * as v from 'valibot';
import { defineCheck, tool } from '../define.ts';
import { fails, holds } from './verdicts.ts';

/** No namespace has a device of that kind, while there are others: where nothing is wired, nothing is proved. */
export const noDevice = defineCheck({
  kind: 'no-device',
  params: v.strictObject({ type: v.picklist(['veth', 'bridge']) }),
  about: {
    type: { en: 'the kind of device' },
  },
  purpose: { en: 'The wiring does without devices of that kind. It fails where nothing is wired at all, since that proves nothing.' },
  claim: ({ type }) => ({ en: `no ${type} exists in any namespace` }),
  probe: () => [],
  judge({ type }, { network }) {
    const all = Object.entries(network.netns).flatMap(([netns, { links }]) => Object.values(links).map((link) => ({ netns, link })));
    const found = all.filter(({ link }) => link.kind === type);
    if (all.every(({ link }) => link.kind === 'loopback'))
      return fails({
        expected: `other devices, and no ${type}`,
        actual: 'nothing but lo',
        reason: 'that nothing is wired proves nothing about how',
      });
    return found.length === 0
      ? holds(`none among ${all.length} devices in ${Object.keys(network.netns).length} namespaces`)
      : fails({
          expected: `no ${type}`,
          actual: found
            .slice(0, 4)
            .map(({ netns, link }) => `${link.name} on ${netns}`)
            .join(', '),
          reason: 'the wiring asked for needs none',
        });
  },
  printed: ({ type }) => ({ by: 'no_device', words: [[type]] }),
  see: ({ type }) => ({ template: 'see-all-links', data: { type } }),
  shows: ({ type }) => ({ en: `The namespaces' names and nothing below any of them: no device is of the type ${type}.` }),
  flags: [
    { flag: '-all netns exec', means: { en: 'run the rest of the line in every namespace that has a name, one after the other' } },
    { flag: '-br', means: { en: 'brief: one line for each device' } },
    { flag: 'link show', means: { en: 'list the devices' } },
    { flag: 'type', means: { en: 'only devices of this kind' } },
  ],
  needs: () => [tool('ip')],
  places: () => [],
  concurrent: false,
  wait: 'until-holds',
  example: { type: 'veth' },
});
