import * as v from 'valibot';
import { addLink, dropNetns, type Edit } from '../../model/edits.ts';
import { HOST } from '../../model/host.ts';
import { netnsName } from '../../model/names.ts';
import { type Network, netnsOf } from '../../model/network.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { netns } from './netns.ts';

/**
 * With the kernel's datapath, ovs-vswitchd makes the devices of its internal ports anew on the host, once something has it
 * look: here that a device of the host goes, the other end of a veth (`if_notifier_changed`, vswitchd/bridge.c). The
 * userspace datapath goes on with the port as it was, its device gone for good.
 */
function comeBack(network: Network, name: string, gone: readonly Edit[]): readonly Edit[] {
  if (!gone.some((edit) => edit.kind === 'link-gone' && edit.netns === HOST)) return [];
  const bridges = Object.values(network.ovs?.bridges ?? {});
  return Object.values(netnsOf(network, name).links)
    .filter((link) => link.kind === 'ovs-internal' && bridges.some(({ ports }) => ports[link.name]))
    .map((link) => addLink(network, HOST, { ...link, up: false, addresses: [] }));
}

/** Deletes a named namespace; the kernel frees what is in it a moment later (ip-netns(8), `cleanup_net`, net/core/net_namespace.c). */
export const removeNetns = defineAction({
  kind: 'remove-netns',
  params: v.strictObject({ name: netnsName }),
  about: {
    name: { en: "the namespace's name", zh: '命名空间的名字' },
  },
  template: 'netns-del',
  undo: null,
  final: true,
  effect(network, { name }, { ovsDatapath }) {
    const gone = dropNetns(network, name);
    return [...gone, ...(ovsDatapath === 'system' ? comeBack(network, name, gone) : [])];
  },
  needs: () => [tool('ip')],
  title: ({ name }) => ({ en: `Delete the namespace ${name}`, zh: `删除命名空间 ${name}` }),
  purpose: {
    en: 'The name goes at once. The kernel then takes the namespace down, unless a process is still in it: virtual devices in it are destroyed, and a veth end takes the other end along, wherever that is.',
    zh: '名字立刻消失。只要里面没有进程，内核随后就拆除这个命名空间：其中的虚拟设备都被销毁；veth 的一端被销毁时，另一端不论在哪里也一起消失。',
  },
  flags: [
    {
      flag: 'netns del',
      means: { en: 'take the name away; it returns before the devices are gone', zh: '删除名字；命令返回时设备还没有清理完' },
    },
  ],
  mistakes: [
    {
      en: 'Making devices of the same names right after it can fail with "File exists": wait until they are gone.',
      zh: '紧接着创建同名设备，可能会遇到 “File exists”：要等它们真正消失。',
    },
  ],
  example: { given: [netns({ name: 'ns1' })], params: { name: 'ns1' } },
});
