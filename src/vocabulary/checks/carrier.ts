import * as v from 'valibot';
import { ipv4, place } from '../../model/names.ts';
import { type Link, linkWith, type Network } from '../../model/network.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { inside } from '../where.ts';
import { fails, holds, unheld } from './verdicts.ts';

/** The device that holds an address is up, and has or has not a carrier: whether something lives at the other end of its wire. */
export const carrier = defineCheck({
  kind: 'carrier',
  params: v.strictObject({ netns: place, address: ipv4, has: v.optional(v.boolean(), true) }),
  about: {
    netns: WHERE,
    address: { en: 'the address that the device holds', zh: '该设备持有的地址' },
    has: { en: 'whether it must have a carrier', zh: '是否应当有载波' },
  },
  purpose: {
    en: 'A device is switched on, and the kernel sees or does not see anything at the other end of its wire. Up and carrier are two things.',
    zh: '设备已经启用，内核在链路的另一端看得到（或看不到）对方。“启用”和“有载波”是两回事。',
  },
  claim: ({ netns, address, has }) => ({
    en: `the device of ${address} in ${netns} is up and has ${has ? 'a' : 'no'} carrier`,
    zh: han`${inside(netns).zh}持有 ${address} 的设备已启用，${has ? '有' : '没有'}载波`,
  }),
  probe: () => [],
  judge({ netns, address, has }, { network }) {
    const expected = { en: `up, ${has ? 'with' : 'without'} a carrier`, zh: `启用，${has ? '有' : '无'}载波` };
    const link = linkWith(network, netns, address);
    if (!link)
      return fails({
        expected,
        actual: unheld(netns, address),
        reason: { en: 'the address is missing', zh: '缺少这个地址' },
      });
    if (!link.up)
      return fails({
        expected,
        actual: { en: `${link.name} is down`, zh: `${link.name} 处于 down 状态` },
        reason: { en: 'a device that is switched off looks for no carrier', zh: 'down 状态的设备谈不上载波' },
      });
    if (link.carrier === has) return holds(sameInAll(`${link.name}: ${has ? 'LOWER_UP' : 'NO-CARRIER'}`));
    return fails({
      expected,
      actual: { en: `${link.name} has ${has ? 'no' : 'a'} carrier`, zh: `${link.name} ${has ? '没有' : '有'}载波` },
      reason: has
        ? { en: 'the other end is down, or nothing holds it', zh: '另一端处于 down 状态，或没有程序持有它' }
        : { en: 'the other end is up already', zh: '另一端已经启用' },
    });
  },
  printed: ({ netns, address, has }) => ({ by: 'carrier', words: [[netns, address, has ? 'yes' : 'no']] }),
  see: ({ netns, address }) => ({ template: 'see-address', data: { netns, address } }),
  shows: ({ has }) =>
    has
      ? {
          en: '`LOWER_UP` between the angle brackets: the wire is alive at the other end. It does not say where it leads.',
          zh: '尖括号里有 `LOWER_UP`：链路的另一端是活的。至于通向哪里，它不说明。',
        }
      : {
          en: '`NO-CARRIER` and `UP` between the angle brackets, and `state LOWERLAYERDOWN`: switched on here, dead at the other end.',
          zh: '尖括号里同时有 `NO-CARRIER` 和 `UP`，并显示 `state LOWERLAYERDOWN`：本端已启用，另一端没有动静。',
        },
  flags: [
    DASH_N,
    { flag: 'address show', means: { en: 'list devices with their addresses', zh: '列出设备及其地址' } },
    { flag: 'to', means: { en: 'only the one with this address', zh: '只看持有该地址的那个' } },
  ],
  needs: () => [tool('ip')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  stands: ({ netns, address, has }, network) => has && hasOtherEnd(network, linkWith(network, netns, address)),
  example: { netns: 'ns1', address: '10.0.0.1' },
});

/** Whether a device is up and something lives at its other end: of a tap device that is a program, of which the model knows nothing. */
function hasOtherEnd(network: Network, link: Link | undefined): boolean {
  if (!link?.up) return false;
  return link.kind === 'tap' || (link.peer !== undefined && network.netns[link.peer.netns]?.links[link.peer.dev]?.up === true);
}
