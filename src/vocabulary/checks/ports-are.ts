import * as v from 'valibot';
import { devName, place } from '../../model/names.ts';
import { han, type Text } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { inside } from '../where.ts';
import { fails, holds } from './verdicts.ts';

interface Ports {
  readonly forwarding: readonly string[];
  readonly disabled: readonly string[];
}

function say({ forwarding, disabled }: Ports): Text {
  if (forwarding.length + disabled.length === 0) return { en: 'no port', zh: '没有端口' };
  const parts = [
    ...(forwarding.length > 0 ? [{ en: `${forwarding.join(', ')} (forwarding)`, zh: han`${forwarding.join('、')}（转发）` }] : []),
    ...(disabled.length > 0 ? [{ en: `${disabled.join(', ')} (disabled)`, zh: han`${disabled.join('、')}（不转发）` }] : []),
  ];
  return { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('、') };
}

/** A Linux bridge has these ports and no others, each in the state that is asked for. A port without a carrier is disabled. */
export const portsAre = defineCheck({
  kind: 'ports-are',
  params: v.strictObject({
    bridge: devName,
    netns: place,
    forwarding: v.optional(v.array(devName), []),
    disabled: v.optional(v.array(devName), []),
  }),
  about: {
    bridge: { en: 'the bridge', zh: '网桥' },
    netns: WHERE,
    forwarding: { en: 'its ports that pass frames on', zh: '转发帧的端口' },
    disabled: { en: 'its ports that pass nothing on, since they have no carrier or are down', zh: '不转发的端口：没有载波，或未启用' },
  },
  purpose: {
    en: 'Which devices are ports of a bridge, all of them, and which of these pass frames on.',
    zh: '网桥有哪些端口，一个不多一个不少，以及其中哪些在转发。',
  },
  claim({ bridge, forwarding, disabled }) {
    if (forwarding.length + disabled.length === 0) return { en: `${bridge} has no port`, zh: han`${bridge} 没有端口` };
    const states = [
      { ports: forwarding, en: ['forwards', 'forward'], zh: '转发' },
      { ports: disabled, en: ['is disabled', 'are disabled'], zh: '不转发' },
    ];
    const said = states.filter(({ ports }) => ports.length > 0);
    return {
      en: `on ${bridge} ${said.map(({ ports, en: [one, many] }) => `${ports.join(' and ')} ${ports.length === 1 ? one : many}`).join(', ')}, and there is no other port`,
      zh: han`${bridge} 上${said.map(({ ports, zh }) => han`${ports.join('、')} ${zh}`).join('，')}，没有别的端口`,
    };
  },
  probe: () => [],
  judge({ bridge, netns, forwarding, disabled }, { network }) {
    const expected = say({ forwarding, disabled });
    const links = network.netns[netns]?.links ?? {};
    if (links[bridge]?.kind !== 'bridge')
      return fails({
        expected,
        actual: { en: `there is no bridge ${bridge} ${inside(netns).en}`, zh: han`${inside(netns).zh}没有网桥 ${bridge}` },
        reason: { en: 'ports need a bridge', zh: '有网桥才有端口' },
      });
    const ports = Object.values(links).filter(({ master }) => master === bridge);
    const odd = ports.filter(({ portState }) => portState !== 'forwarding' && portState !== 'disabled');
    const named = (state: string) => ports.filter(({ portState }) => portState === state).map(({ name }) => name);
    const actual = { forwarding: named('forwarding'), disabled: named('disabled') };
    const same = (one: readonly string[], other: readonly string[]) => [...one].sort().join(' ') === [...other].sort().join(' ');
    if (odd.length === 0 && same(actual.forwarding, forwarding) && same(actual.disabled, disabled)) return holds(say(actual));
    return fails({
      expected,
      actual: odd[0] ? { en: `${odd[0].name} is ${odd[0].portState}`, zh: `${odd[0].name} 的状态是 ${odd[0].portState}` } : say(actual),
      reason: {
        en: 'a device is a port while it is in the namespace of the bridge and plugged in, and forwards while it is up and has a carrier',
        zh: '设备与网桥在同一个命名空间并接在它上面，才是端口；启用并且有载波，才转发',
      },
    });
  },
  printed: ({ bridge, netns, forwarding, disabled }) => ({
    by: 'ports_are',
    words: [[netns, bridge], ...forwarding.map((port) => [port, 'forwarding']), ...disabled.map((port) => [port, 'disabled'])],
  }),
  see: ({ netns }) => ({ template: 'see-bridge-ports', data: { netns } }),
  shows: ({ forwarding, disabled }) =>
    forwarding.length + disabled.length === 0
      ? { en: 'Nothing: no device is a port of a bridge.', zh: '什么也没有：没有设备是网桥的端口。' }
      : {
          en: 'A line for each port: `master` names the bridge. `state forwarding` says that frames pass; `state disabled`, with `NO-CARRIER` between the angle brackets, that none do.',
          zh: '每个端口一行：`master` 后面是网桥。`state forwarding` 表示转发；`state disabled`，而且尖括号里有 `NO-CARRIER`，表示不转发。',
        },
  flags: [DASH_N, { flag: 'link show', means: { en: 'list the ports of Linux bridges', zh: '列出 Linux 网桥的端口' } }],
  needs: () => [tool('bridge')],
  places: ({ netns, bridge }) => [{ netns, dev: bridge }],
  concurrent: false,
  wait: 'until-holds',
  example: { bridge: 'br0', forwarding: ['veth1'] },
});
