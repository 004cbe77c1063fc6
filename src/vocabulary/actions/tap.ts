import * as v from 'valibot';
import { addLink } from '../../model/edits.ts';
import { devName, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { han } from '../../model/text.ts';
import { defineAction, devicesMade } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, IN_BACKGROUND, NETNS_EXEC, WHERE } from '../notes.ts';

/** Creates a tap device that stays when no program holds it (ip-tuntap(8), tuntap.rst of the kernel). */
export const tap = defineAction({
  kind: 'tap',
  params: v.strictObject({ name: devName, netns: place }),
  about: {
    name: { en: "the device's name", zh: '设备名' },
    netns: WHERE,
  },
  template: 'tap-add',
  devicesStay: true,
  creates: ({ name }) => `dev ${name}`,
  undo: 'link-del',
  makes: ({ name, netns }) => devicesMade(netns, name),
  effect: (network, { name, netns }) => [addLink(network, netns, { name, kind: 'tap', up: false, addresses: [] })],
  needs: () => [tool('ip'), { kind: 'tun' }],
  title: ({ name }) => ({ en: `Create the tap device ${name}`, zh: `创建 tap 设备 ${name}` }),
  purpose: {
    en: 'A tap device has one end in the kernel, which looks like a network card, and one for a program: what the kernel sends into the card, the program reads from a file, and what it writes there, the card receives.',
    zh: 'tap 设备一端在内核里，样子就是一块网卡；另一端留给程序：内核从网卡发出去的帧，程序从文件里读到；程序写进文件的帧，就由网卡收进内核。',
  },
  flags: [
    DASH_N,
    { flag: 'tuntap add', means: { en: 'create a device that stays when nobody holds it', zh: '创建一个设备；没有程序持有它时也会保留' } },
    {
      flag: 'mode tap',
      means: { en: 'one for Ethernet frames; `mode tun` makes one for bare IP packets', zh: '收发以太网帧；`mode tun` 则只收发 IP 包' },
    },
  ],
  mistakes: [
    {
      en: 'A tap device has no peer. Its other end is a file descriptor in a program, and until a program holds it, there is no carrier.',
      zh: 'tap 设备没有对端设备。它的另一端是某个程序里的文件描述符；没有程序持有它，就没有载波。',
    },
  ],
  example: { given: [], params: { name: 'tap0' } },
});

/** Has a program open the other end of a tap device and write every frame that it reads into a file; checks read that. */
export const tapProgram = defineAction({
  kind: 'tap-program',
  params: v.strictObject({ dev: devName, netns: place }),
  about: {
    dev: { en: 'the tap device', zh: 'tap 设备' },
    netns: WHERE,
  },
  template: 'tap-open',
  devicesStay: true,
  housekeeping: 'tap-wait',
  undo: 'tap-close',
  makes: ({ dev }) => ['frames', 'log', 'pid'].map((suffix) => ({ what: 'file', name: `/tmp/tap-${dev}.${suffix}` })),
  printedAfter: { by: 'holding', word: ({ dev }) => dev },
  effect(network, { dev, netns }) {
    const { kind } = linkOf(network, netns, dev);
    if (kind !== 'tap')
      throw new RangeError(
        say({
          en: `'${dev}' is of the kind ${kind}, and only a tap device has an end for a program`,
          zh: `'${dev}' 的类型是 ${kind}，只有 tap 设备才有给程序用的一端`,
        }),
      );
    return [];
  },
  needs: () => [tool('socat'), { kind: 'tun' }],
  title: ({ dev }) => ({ en: `Let a program hold ${dev}`, zh: han`让一个程序持有 ${dev}` }),
  purpose: {
    en: 'A program takes the other end by opening /dev/net/tun and naming the device. A virtual machine does this for each of its cards, a VPN for its tunnel; this one only writes down what it reads.',
    zh: '程序打开 /dev/net/tun 并报出设备名，就接管了另一端。虚拟机的每块网卡、VPN 的隧道都是这样来的；这里的程序只把读到的内容记下来。',
  },
  flags: [
    NETNS_EXEC,
    { flag: 'socat -u', means: { en: 'copy from the first place to the second, and not back', zh: '只把第一处的内容抄到第二处，不反向' } },
    {
      flag: 'TUN,tun-type=',
      means: {
        en: 'open /dev/net/tun for Ethernet frames (`tap`) and take the device `tun-name`; `iff-no-pi` says that nothing comes before each frame',
        zh: '打开 /dev/net/tun，收发以太网帧（`tap`），接管 `tun-name` 指定的设备；`iff-no-pi` 表示帧前面不加别的内容',
      },
    },
    {
      flag: 'OPEN:/tmp/',
      means: {
        en: 'the file into which it writes what it reads; `creat` makes it',
        zh: '把读到的内容写进这个文件；`creat` 表示没有就创建',
      },
    },
    { flag: '2>/tmp/', means: { en: 'keep its messages in this file', zh: '把它的报错信息存进这个文件' } },
    { flag: 'echo $!', means: { en: 'note its process id in a file, to end it by', zh: '把进程号写进文件，以便之后结束它' } },
    IN_BACKGROUND,
  ],
  mistakes: [
    {
      en: 'A tap device can be held by one program at a time; the second is told "Device or resource busy".',
      zh: '一个 tap 设备同时只能由一个程序持有；第二个会得到 “Device or resource busy”。',
    },
  ],
  example: { given: [tap({ name: 'tap0' })], params: { dev: 'tap0' } },
});
