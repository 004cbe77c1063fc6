import * as v from 'valibot';
import { devName, ipv4 } from '../../model/names.ts';
import type { Link, Network } from '../../model/network.ts';
import { han } from '../../model/text.ts';
import { type CheckDef, defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { ALSO } from '../notes.ts';
import { inside } from '../where.ts';
import { fails, holds } from './verdicts.ts';

interface Found {
  readonly netns: string;
  readonly link: Link;
}

/** All devices but lo, wherever they are. */
function devicesIn(network: Network): readonly Found[] {
  return Object.entries(network.netns).flatMap(([netns, { links }]) =>
    Object.values(links).flatMap((link) => (link.kind === 'loopback' ? [] : [{ netns, link }])),
  );
}

const COMMON = {
  probe: () => [],
  needs: () => [tool('ip')],
  places: () => [],
  concurrent: false,
  wait: 'until-holds',
} as const satisfies Partial<CheckDef>;

const ALL_NETNS = {
  flag: '-all netns exec',
  means: {
    en: 'run the rest of the line in every namespace that has a name, one after the other',
    zh: '在每个有名字的命名空间里依次运行后面的程序',
  },
} as const;

const NOTHING = {
  actual: { en: 'nothing but lo', zh: '除了 lo 什么也没有' },
  reason: { en: 'where nothing is wired, nothing is proved', zh: '什么都没有接，就说明不了问题' },
} as const;

/** No namespace has a device of that name, while there are others. */
export const gone = defineCheck({
  ...COMMON,
  kind: 'gone',
  params: v.strictObject({ dev: devName }),
  about: {
    dev: { en: 'the name of the device', zh: '设备名' },
  },
  purpose: {
    en: 'A device that was there is nowhere any more. The kernel may take a moment for it; where nothing is wired at all, the check fails.',
    zh: '曾经有过的设备，现在哪里都没有了。内核可能需要一点时间；如果什么都没有接，检查会失败。',
  },
  claim: ({ dev }) => ({ en: `no namespace has a device ${dev}`, zh: han`任何命名空间里都没有设备 ${dev}` }),
  judge({ dev }, { network }) {
    const expected = { en: `no device ${dev}, and others`, zh: han`没有设备 ${dev}，但有别的设备` };
    const all = devicesIn(network);
    const found = all.find(({ link }) => link.name === dev);
    if (found)
      return fails({
        expected,
        actual: { en: `${dev} is ${inside(found.netns).en}`, zh: han`${dev} 在${inside(found.netns).zh}` },
        reason: { en: 'it is still there', zh: '它还在' },
      });
    if (all.length === 0) return fails({ expected, ...NOTHING });
    return holds({ en: `none among ${all.length} devices`, zh: han`共有 ${all.length} 个设备，没有它` });
  },
  printed: ({ dev }) => ({ by: 'gone', words: [[dev]] }),
  see: () => ({ template: 'see-every-link', data: {} }),
  shows: ({ dev }) => ({
    en: `The devices of the host, then those of every namespace: ${dev} is not among them.`,
    zh: han`先是主机的设备，再是每个命名空间的：其中没有 ${dev}。`,
  }),
  flags: [ALL_NETNS, { flag: '-br link', means: { en: 'the devices, one line each', zh: '列出设备，每个一行' } }, ALSO],
  example: { dev: 'veth0' },
});

/** No device of any namespace holds the address, while others hold theirs. */
export const noHolder = defineCheck({
  ...COMMON,
  kind: 'no-holder',
  params: v.strictObject({ address: ipv4 }),
  about: {
    address: { en: 'the address', zh: '地址' },
  },
  purpose: {
    en: 'An address went with the device that held it. A device that comes back under the same name comes without it.',
    zh: '地址随持有它的设备一起消失。即使同名的设备重新出现，也不带原来的地址。',
  },
  claim: ({ address }) => ({ en: `no device holds ${address}`, zh: han`没有设备持有 ${address}` }),
  judge({ address }, { network }) {
    const expected = { en: `nobody holds ${address}`, zh: han`没有人持有 ${address}` };
    const held = devicesIn(network).flatMap(({ netns, link }) => link.addresses.map((own) => ({ netns, link, own: own.split('/')[0] })));
    const holder = held.find(({ own }) => own === address);
    if (holder)
      return fails({
        expected,
        actual: {
          en: `${holder.link.name} ${inside(holder.netns).en} holds it`,
          zh: han`${inside(holder.netns).zh}的 ${holder.link.name} 持有它`,
        },
        reason: { en: 'the device is still there', zh: '设备还在' },
      });
    if (held.length === 0)
      return fails({
        expected,
        actual: { en: 'there are no addresses at all', zh: '一个地址也没有' },
        reason: { en: 'where nobody has one, nothing is proved', zh: '谁都没有地址，就说明不了问题' },
      });
    return holds({ en: `not one of ${held.length}`, zh: han`共有 ${held.length} 个地址，没有它` });
  },
  printed: ({ address }) => ({ by: 'no_holder', words: [[address]] }),
  see: ({ address }) => ({ template: 'see-every-holder', data: { address } }),
  shows: () => ({
    en: "The namespaces' names and nothing below any of them: nobody holds the address.",
    zh: '只有命名空间的名字，下面什么也没有：没有人持有这个地址。',
  }),
  flags: [
    ALL_NETNS,
    { flag: 'address show', means: { en: 'list devices with their addresses', zh: '列出设备及其地址' } },
    { flag: 'to', means: { en: 'only the one with this address', zh: '只看持有该地址的那个' } },
    ALSO,
  ],
  example: { address: '10.0.0.2' },
});
