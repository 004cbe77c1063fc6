import * as v from 'valibot';
import { devName, label, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { han } from '../../model/text.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { IN_BACKGROUND, NETNS_EXEC, WHERE } from '../notes.ts';
import { inside } from '../where.ts';
import { veth } from './veth.ts';

/** Starts a capture of a device's frames into a file; checks read it by its name. */
export const capture = defineAction({
  kind: 'capture',
  params: v.strictObject({ name: label, dev: v.union([v.literal('lo'), devName]), netns: place }),
  about: {
    name: { en: 'a label by which checks find the capture', zh: '标签，检查凭它找到这次抓包' },
    dev: { en: 'the device whose frames are captured', zh: '在哪个设备上抓包' },
    netns: WHERE,
  },
  template: 'capture-start',
  devicesStay: true,
  housekeeping: 'capture-wait',
  housekeepingAtOnce: true,
  role: 'watch',
  undo: 'capture-stop',
  makes: ({ name }) => ['pcap', 'log', 'pid'].map((suffix) => ({ what: 'file', name: `/tmp/capture-${name}.${suffix}` })),
  printedAfter: { by: 'capturing', word: ({ name }) => name },
  effect(network, { dev, netns }) {
    linkOf(network, netns, dev);
    return [];
  },
  needs: () => [tool('tcpdump'), { kind: 'uid-range' }],
  title: ({ dev, netns }) => ({ en: `Capture what passes ${dev} on ${netns}`, zh: han`在${inside(netns).zh}的 ${dev} 上抓包` }),
  purpose: {
    en: 'A capture shows the frames themselves, so that one need not believe what a program says about them.',
    zh: '抓包看到的是帧本身，不必轻信程序的说法。',
  },
  flags: [
    NETNS_EXEC,
    { flag: '-i', means: { en: 'the device to listen on', zh: '在哪个设备上监听' } },
    { flag: '-nn', means: { en: 'numbers instead of names', zh: '显示数字，不解析成名字' } },
    { flag: '-U', means: { en: 'write each frame to the file at once', zh: '每个帧都立即写入文件' } },
    { flag: '--immediate-mode', means: { en: 'take each frame from the kernel at once', zh: '每个帧都立即从内核取出' } },
    {
      flag: '-Z root',
      means: {
        en: 'stay the same user instead of changing to one that may not write here',
        zh: '不切换用户；默认切换到的用户可能无权在这里写文件',
      },
    },
    { flag: '-w', means: { en: 'the file; `tcpdump -nnt -r FILE` prints it', zh: '写入的文件；用 `tcpdump -nnt -r FILE` 查看' } },
    { flag: '2>/tmp/', means: { en: 'keep its messages in this file', zh: '把它的消息存到这个文件' } },
    IN_BACKGROUND,
    { flag: 'echo $!', means: { en: 'note its process id in a file, to end it by', zh: '把进程号写进文件，以便之后结束它' } },
  ],
  mistakes: [
    {
      en: 'A capture must be running before the traffic starts: wait for its file, not for a second.',
      zh: '流量开始之前，抓包必须已经在运行：要等抓包文件出现，而不是干等一秒。',
    },
  ],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' })], params: { name: 'cable', dev: 'veth0' } },
});
