import * as v from 'valibot';
import { addNetns } from '../../model/edits.ts';
import { netnsName } from '../../model/names.ts';
import { defineAction, tool } from '../define.ts';

/** Adds a named network namespace (ip-netns(8)). */
export const netns = defineAction({
  kind: 'netns',
  params: v.strictObject({ name: netnsName }),
  about: {
    name: { en: "the namespace's name" },
  },
  template: 'netns-add',
  devicesStay: true,
  housekeeping: 'netns-pin',
  housekeepingAtOnce: true,
  undo: 'netns-del',
  makes: ({ name }) => [{ what: 'netns', name }],
  printedAfter: { by: 'same_settings', word: ({ name }) => name },
  effect: (network, { name }) => [addNetns(network, name)],
  needs: () => [tool('ip'), tool('sysctl')],
  title: ({ name }) => ({ en: `Add the namespace ${name}` }),
  purpose: {
    en: 'A network namespace is a network stack of its own: devices, addresses, routes, neighbours, firewall, sockets. A new one holds nothing but a loopback device that is down.',
  },
  flags: [
    {
      flag: 'netns add',
      means: { en: 'create a namespace and keep it under its name in /run/netns, so that it outlives every process in it' },
    },
    {
      flag: 'sysctl -qep',
      means: { en: 'give the namespace the kernel settings from which every lesson starts; it would inherit those of the machine' },
    },
  ],
  mistakes: [
    {
      en: '`ip netns del` returns before the kernel has freed the devices inside; creating the same names again at once can fail with "File exists".',
    },
  ],
  example: { given: [], params: { name: 'ns1' } },
});
