import * as assert from 'uvu/assert';
import { isKernelFeature, missingKernelFeature } from '../../../src/run/kernel-features.ts';
import type { Channel } from '../../../src/sandbox/channel.ts';
import type { Need } from '../../../src/vocabulary/needs.ts';
import { suite } from '../../support/suite.ts';

const test = suite('kernel features');

const veth: Need = { kind: 'link', type: 'veth' };
const datapath: Need = { kind: 'ovs-datapath' };
const userspace = { ovsDatapath: 'netdev' } as const;
const kernel = { ovsDatapath: 'system' } as const;

/** A kernel that says no to the commands in which one of these words occurs. */
function kernelWithout(...words: string[]): Channel {
  const run: Channel['run'] = async (commands) =>
    commands.map((command) => ({
      command,
      exitCode: words.some((word) => command.includes(word)) ? 1 : 0,
      stdout: '',
      stderr: '',
      durationMs: 0,
    }));
  return { run } as Channel;
}

test("Open vSwitch asks the kernel for a datapath only where it uses the kernel's", async () => {
  assert.is(isKernelFeature(datapath, kernel), true);
  assert.is(isKernelFeature(datapath, userspace), false);
  const channel = kernelWithout('ovs-dpctl');
  assert.is(await missingKernelFeature([datapath], { facts: userspace, channel }), undefined);
  const missing = await missingKernelFeature([datapath], { facts: kernel, channel });
  assert.is(missing?.what, 'a datapath for Open vSwitch in its kernel');
  assert.match(missing?.fix ?? '', /modprobe -a openvswitch$/);
});

test('what the kernel refuses is named with the modules that bring it, and only that', async () => {
  const needs = [veth, datapath];
  assert.is(await missingKernelFeature(needs, { facts: kernel, channel: kernelWithout() }), undefined);
  const both = await missingKernelFeature(needs, { facts: kernel, channel: kernelWithout('unshare') });
  assert.match(both?.fix ?? '', /modprobe -a veth openvswitch$/);
  const one = await missingKernelFeature(needs, { facts: kernel, channel: kernelWithout('type veth') });
  assert.is(one?.what, 'the link type veth in its kernel');
});

test.run();
