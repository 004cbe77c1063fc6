import * as v from 'valibot';
import { netnsName } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { netns } from './netns.ts';

/** Starts an iperf3 server in a namespace, on its port 5201, which receives what clients send. */
export const iperf3Server = defineAction({
  kind: 'iperf3-server',
  params: v.strictObject({ netns: netnsName }),
  about: { netns: { en: 'the namespace in which it listens', zh: '它在哪个命名空间里监听' } },
  template: 'iperf3-start',
  devicesStay: true,
  abreast: [0],
  role: 'watch',
  housekeeping: 'iperf3-wait',
  housekeepingAtOnce: true,
  undo: 'iperf3-stop',
  makes: ({ netns: where }) => [{ what: 'file', name: `/tmp/iperf3-${where}.pid` }],
  printedAfter: { by: 'listening', word: ({ netns: where }) => `${where}:5201` },
  effect(network, { netns: where }) {
    netnsOf(network, where);
    return [];
  },
  needs: () => [...['iperf3', 'ss', 'grep'].map(tool)],
  title: ({ netns: where }) => ({ en: `Start an iperf3 server in ${where}`, zh: `在 ${where} 中启动 iperf3 服务端` }),
  purpose: {
    en: 'iperf3 measures between two programs: this one waits for a connection and counts what arrives.',
    zh: 'iperf3 在两个程序之间测量：这一个等待连接，并统计收到的数据。',
  },
  flags: [
    NETNS_EXEC,
    { flag: 'iperf3 -s', means: { en: 'be the server', zh: '作为服务端' } },
    { flag: '-D', means: { en: 'go on in the background, as a daemon', zh: '作为守护进程在后台运行' } },
    { flag: '-I', means: { en: 'write the process id to this file, to end it by', zh: '把进程号写入这个文件，结束它时要用' } },
  ],
  mistakes: [
    {
      en: '"unable to connect to server: Connection refused" from the client means that no server listens there (yet): wait for its socket, not for a second.',
      zh: '客户端报 “unable to connect to server: Connection refused”，说明那里（还）没有服务端在监听：要等它的套接字出现，而不是等一秒钟。',
    },
  ],
  example: { given: [netns({ name: 'ns1' })], params: { netns: 'ns1' } },
});
