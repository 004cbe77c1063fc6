import * as v from 'valibot';
import { HOST } from '../../model/host.ts';
import { devName, ipv4, place } from '../../model/names.ts';
import { say } from '../../model/say.ts';
import { attachmentOf } from '../../model/switches.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { ALSO, WHERE } from '../notes.ts';
import { inside } from '../where.ts';
import { fails, holds, unheld } from './verdicts.ts';

/** The database of Open vSwitch lists these ports of a bridge and no others, its local port aside, whether they have devices or not. */
export const ovsPorts = defineCheck({
  kind: 'ovs-ports',
  params: v.strictObject({ bridge: devName, ports: v.array(devName) }),
  about: {
    bridge: { en: 'the OVS bridge', zh: 'OVS 网桥' },
    ports: { en: 'the names of its ports, without the local port', zh: '端口名，不含本地端口' },
  },
  purpose: {
    en: 'What the database says, which is what somebody asked for. Whether a port has a device is another question.',
    zh: '看数据库怎么说，也就是有人要求过什么。端口有没有设备是另一回事。',
  },
  claim: ({ bridge, ports }) =>
    ports.length === 0
      ? { en: `the database lists no port of ${bridge}`, zh: han`数据库里 ${bridge} 没有端口` }
      : {
          en: `the database lists as ports of ${bridge} just ${ports.join(' and ')}`,
          zh: han`数据库里 ${bridge} 的端口正好是 ${ports.join('、')}`,
        },
  probe: () => [],
  judge({ bridge, ports }, { network }) {
    const say = (names: readonly string[]) =>
      names.length === 0 ? { en: 'no port', zh: '没有端口' } : { en: names.join(', '), zh: names.join('、') };
    const expected = say(ports);
    const found = network.ovs?.bridges[bridge];
    if (!found)
      return fails({
        expected,
        actual: { en: `there is no OVS bridge ${bridge}`, zh: han`没有 OVS 网桥 ${bridge}` },
        reason: { en: 'its ports go with a bridge', zh: '网桥没了，端口也就没了' },
      });
    const listed = Object.keys(found.ports).filter((port) => port !== bridge);
    return [...listed].sort().join(' ') === [...ports].sort().join(' ')
      ? holds(say(listed))
      : fails({
          expected,
          actual: say(listed),
          reason: { en: 'a port is listed until somebody takes it off', zh: '端口会一直列在那里，直到有人删除它' },
        });
  },
  printed: ({ bridge, ports }) => ({ by: 'ovs_ports', words: [[bridge, ...ports]] }),
  see: () => ({ template: 'see-ovs', data: {} }),
  shows: () => ({
    en: "Below `Bridge` a `Port` for each, and one more that has the name of the bridge. With the kernel's datapath, a line with `error` tells that a device is missing; the userspace datapath says nothing of it.",
    zh: '`Bridge` 下面每个端口一个 `Port`，另有一个与网桥同名。用内核数据通路时，缺设备的端口会有一行 `error`；用户态数据通路则什么也不说。',
  }),
  flags: [{ flag: 'show', means: { en: 'print what is configured: bridges, their ports, and errors', zh: '显示配置：网桥、端口和错误' } }],
  needs: () => [tool('ovs-vsctl')],
  places: () => [],
  concurrent: false,
  wait: 'until-holds',
  example: { bridge: 'ovs0', ports: ['port1', 'port2'] },
});

/** The port of an OVS bridge behind an address takes so many devices: an internal port one, a veth pair two, one of them on the host. */
export const portDevices = defineCheck({
  kind: 'port-devices',
  params: v.strictObject({ netns: place, address: ipv4, devices: v.picklist([1, 2]) }),
  about: {
    netns: WHERE,
    address: { en: 'the address that the device in the namespace holds', zh: '命名空间里的设备持有的地址' },
    devices: { en: 'how many devices lie between the namespace and the switch', zh: '命名空间与交换机之间有几个设备' },
  },
  purpose: {
    en: 'Two ways into a switch differ in what the kernel has for them: one device, or a pair of which one end is on the host.',
    zh: '接入交换机的两种方式，在内核里的东西不一样：一个设备，或者一对设备，其中一端在主机上。',
  },
  claim: ({ netns, address, devices }) =>
    devices === 1
      ? {
          en: `${address} ${inside(netns).en} is plugged in by one device, and the host has none for it`,
          zh: han`${inside(netns).zh}的 ${address} 靠一个设备接入，主机上没有它的设备`,
        }
      : {
          en: `${address} ${inside(netns).en} is plugged in by two devices, one of them on the host`,
          zh: han`${inside(netns).zh}的 ${address} 靠两个设备接入，其中一个在主机上`,
        },
  probe: () => [],
  judge({ netns, address, devices }, { network }) {
    const expected = { en: `${devices} devices`, zh: han`${devices} 个设备` };
    const attachment = attachmentOf(network, netns, address);
    if (!attachment)
      return fails({
        expected,
        actual: unheld(netns, address),
        reason: { en: `${netns} is on no switch by it`, zh: han`${inside(netns).zh}没有借它接到交换机上` },
      });
    const { by, port, link } = attachment;
    const onHost = network.netns[HOST]?.links[port] !== undefined;
    const there = [link.name, ...(onHost && port !== link.name ? [port] : [])];
    const fits = by === 'ovs-veth' ? devices === 2 : by === 'ovs-internal' && devices === 1 && !onHost;
    if (fits) return holds(sameInAll(there.join(', ')));
    return fails({
      expected,
      actual: sameInAll(there.join(', ')),
      reason: { en: 'it is plugged in in another way', zh: '它是用另一种方式接入的' },
    });
  },
  printed({ netns, address, devices }, expected) {
    const port = attachmentOf(expected, netns, address)?.port;
    return port === undefined
      ? {
          by: 'cannot_hold',
          words: [[say({ en: `${address} of ${netns} is on no switch`, zh: `${netns} 的 ${address} 不在任何交换机上` })]],
        }
      : { by: 'port_devices', words: [[netns, address, port, String(devices)]] };
  },
  see: () => ({ template: 'see-every-link', data: {} }),
  shows: ({ devices }) =>
    devices === 1
      ? {
          en: 'The device in the namespace, without an `@`; the host, which is listed first, has no device of that name.',
          zh: '命名空间里的设备，名字里没有 `@`；最先列出的主机上没有同名设备。',
        }
      : {
          en: 'The device in the namespace and its other end on the host, which is listed first; each has an `@` in its name.',
          zh: '命名空间里的设备，以及它在主机上的另一端（主机列在最前）；两者名字里都有 `@`。',
        },
  flags: [
    {
      flag: '-all netns exec',
      means: {
        en: 'run the rest of the line in every namespace that has a name, one after the other',
        zh: '在每个有名字的命名空间里依次运行后面的程序',
      },
    },
    { flag: '-br link', means: { en: 'the devices, one line each', zh: '列出设备，每个一行' } },
    ALSO,
  ],
  needs: () => [tool('ip'), tool('ovs-vsctl')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  example: { netns: 'ns1', address: '10.0.0.1', devices: 1 },
});
