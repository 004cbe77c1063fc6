import * as v from 'valibot';
import { devName, label, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { defineAction, IN_BACKGROUND, NETNS_EXEC, tool, WHERE } from '../define.ts';
import { veth } from './veth.ts';

/** Starts a capture of a device's frames into a file; checks read it by its name. */
export const capture = defineAction({
  kind: 'capture',
  params: v.strictObject({ name: label, dev: v.union([v.literal('lo'), devName]), netns: place }),
  about: {
    name: { en: 'a label by which checks find the capture' },
    dev: { en: 'the device whose frames are captured' },
    netns: WHERE,
  },
  template: 'capture-start',
  devicesStay: true,
  housekeeping: 'capture-wait',
  undo: 'capture-stop',
  makes: ({ name }) => ['pcap', 'log', 'pid'].map((suffix) => ({ what: 'file', name: `/tmp/capture-${name}.${suffix}` })),
  printedAfter: { by: 'capturing', word: ({ name }) => name },
  effect(network, { dev, netns }) {
    linkOf(network, netns, dev);
    return [];
  },
  needs: () => [tool('tcpdump'), { kind: 'uid-range' }],
  title: ({ dev, netns }) => ({ en: `Capture what passes ${dev} on ${netns}` }),
  purpose: { en: 'A capture shows the frames themselves, so that one need not believe what a program says about them.' },
  flags: [
    NETNS_EXEC,
    { flag: '-i', means: { en: 'the device to listen on' } },
    { flag: '-nn', means: { en: 'numbers instead of names' } },
    { flag: '-U', means: { en: 'write each frame to the file at once' } },
    { flag: '--immediate-mode', means: { en: 'take each frame from the kernel at once' } },
    { flag: '-Z root', means: { en: 'stay the same user instead of changing to one that may not write here' } },
    { flag: '-w', means: { en: 'the file; `tcpdump -nnt -r FILE` prints it' } },
    { flag: '2>/tmp/', means: { en: 'keep its messages in this file' } },
    IN_BACKGROUND,
    { flag: 'echo $!', means: { en: 'note its process id in a file, to end it by' } },
  ],
  mistakes: [{ en: 'A capture must be running before the traffic starts: wait for its file, not for a second.' }],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' })], params: { name: 'cable', dev: 'veth0' } },
});
