import * as v from 'valibot';
import { baselineOf } from '../../model/baseline.ts';
import { changeNetns } from '../../model/edits.ts';
import { place, sysctlKey, sysctlValue } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';

/** The device that a key is about, if it is about one. */
function deviceOf(key: string): string | undefined {
  const dev = /^net\.ipv[46]\.(?:conf|neigh)\.(.+)\.[^.]+$/.exec(key)?.[1];
  return dev === 'all' || dev === 'default' ? undefined : dev;
}

/** Sets a sysctl of a network namespace; `was` is the value that undo puts back, and must be the one it has where that is known. */
export const sysctl = defineAction({
  kind: 'sysctl',
  params: v.strictObject({ key: sysctlKey, value: sysctlValue, was: sysctlValue, netns: place }),
  about: {
    key: { en: 'the setting, in dotted form', zh: '参数名，用点分隔' },
    value: { en: 'its new value', zh: '新的值' },
    was: { en: 'the value that it has before, which undo puts back', zh: '原来的值，撤销时恢复成它' },
    netns: WHERE,
  },
  template: 'sysctl-set',
  devicesStay: true,
  undo: 'sysctl-restore',
  dialect: 'sysctl',
  forms: {
    echo: {
      template: 'dialect/echo-sysctl-set',
      undo: 'dialect/echo-sysctl-restore',
      data: ({ key, value, was, netns }) => ({ netns, value, was, path: `/proc/sys/${key.replaceAll('.', '/')}` }),
      needs: () => [],
      flags: [
        NETNS_EXEC,
        { flag: 'echo', means: { en: 'print the value', zh: '打印要写入的值' } },
        {
          flag: 'tee',
          means: {
            en: 'write what comes in to this file: the file is opened inside the namespace, whereas `>` is opened by the shell outside',
            zh: '把输入写进这个文件：文件在网络命名空间内打开，而 `>` 由外面的 shell 打开',
          },
        },
        {
          flag: '>',
          means: {
            en: 'write to this file: every setting is one under /proc/sys',
            zh: '写入这个文件：每个内核参数都是 /proc/sys 下的一个文件',
          },
        },
      ],
      mistakes: [
        {
          en: '`sudo echo 1 > /proc/sys/…` fails: the shell opens the file, and the shell is not run by sudo.',
          zh: '`sudo echo 1 > /proc/sys/…` 会失败：打开文件的是 shell，而 shell 并不是由 sudo 运行的。',
        },
      ],
    },
  },
  goesWith: ({ netns, key }) => ({ netns, dev: deviceOf(key) }),
  effect(network, { key, value, was, netns }) {
    const before = netnsOf(network, netns).sysctls[key] ?? baselineOf(key);
    if (before !== undefined && before !== was)
      throw new RangeError(
        say({
          en: `${key} of ${netns} is ${before} at this point; write was: '${before}'`,
          zh: `到这里 ${netns} 的 ${key} 是 ${before}；写上 was: '${before}'`,
        }),
      );
    return [changeNetns(network, netns, ({ sysctls }) => ({ sysctls: { ...sysctls, [key]: value } }))];
  },
  needs: () => [tool('sysctl')],
  title: ({ key, value }) => ({ en: `Set ${key} to ${value}`, zh: `把 ${key} 设为 ${value}` }),
  purpose: {
    en: 'Network sysctls belong to a namespace: the same key has its own value in each.',
    zh: '网络相关的 sysctl 属于命名空间：同一个键在每个命名空间里各有自己的值。',
  },
  flags: [
    NETNS_EXEC,
    {
      flag: 'sysctl -w',
      means: { en: 'write the value; `echo VALUE > /proc/sys/…` does the same', zh: '写入这个值；`echo VALUE > /proc/sys/…` 效果相同' },
    },
  ],
  mistakes: [
    {
      en: 'The `all` entry is not a default for the others: for rp_filter the larger of `all` and the device counts.',
      zh: '`all` 并不是其他设备的默认值：对 rp_filter 来说，取 `all` 和设备自身两者中较大的值。',
    },
  ],
  example: { given: [], params: { key: 'net.ipv4.ip_forward', value: '1', was: '0' } },
});
