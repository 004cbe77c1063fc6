import * as v from 'valibot';
import { defineCheck, tool } from '../define.ts';
import { fails, holds } from './verdicts.ts';

/** No namespace has a device of that kind; how many devices were looked at is said with it. */
export const noDevice = defineCheck({
  kind: 'no-device',
  params: v.strictObject({ type: v.picklist(['veth', 'bridge']) }),
  claim: ({ type }) => ({ en: `no ${type} exists in any namespace` }),
  probe: () => [],
  judge({ type }, { network }) {
    const all = Object.entries(network.netns).flatMap(([netns, { links }]) => Object.values(links).map((link) => ({ netns, link })));
    const found = all.filter(({ link }) => link.kind === type);
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
  see: ({ type }) => ({ template: 'see-all-links', data: { type } }),
  needs: () => [tool('ip')],
  concurrent: false,
  wait: 'until-holds',
});
