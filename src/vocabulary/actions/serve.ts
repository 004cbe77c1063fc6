import * as v from 'valibot';
import { place, port } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { han } from '../../model/text.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { IN_BACKGROUND, NETNS_EXEC } from '../notes.ts';
import { greetingOf } from '../server.ts';
import { inside } from '../where.ts';

/** Starts a TCP server in the background that answers each connection with who it is and whom it sees, and ends it. */
export const serve = defineAction({
  kind: 'serve',
  params: v.strictObject({ port, netns: place }),
  about: {
    port: { en: 'the TCP port on which it listens, at every address of the namespace', zh: '监听的 TCP 端口，绑定该命名空间的所有地址' },
    netns: { en: 'the namespace in which the server runs; left out, the host', zh: '服务器所在的命名空间；省略则为主机' },
  },
  template: 'serve-start',
  data: ({ port: at, netns }) => ({ port: at, netns, answer: `SYSTEM:echo ${greetingOf(netns)}; printenv SOCAT_PEERADDR` }),
  role: 'watch',
  devicesStay: true,
  housekeeping: 'serve-wait',
  undo: 'serve-stop',
  makes: ({ port: at, netns }) => ['log', 'pid'].map((suffix) => ({ what: 'file', name: `/tmp/serve-${netns}-${at}.${suffix}` })),
  printedAfter: { by: 'listening', word: ({ port: at, netns }) => `${netns}:${at}` },
  effect(network, { netns }) {
    netnsOf(network, netns);
    return [];
  },
  needs: () => [tool('socat'), tool('ss')],
  title: ({ port: at, netns }) => ({
    en: `Start a server on TCP port ${at} of ${netns}`,
    zh: han`在${inside(netns).zh}启动服务器，监听 TCP 端口 ${at}`,
  }),
  purpose: {
    en: 'A listening socket belongs to the namespace in which its program runs. This server says who it is and from which address it is called, so that a client learns what the server sees.',
    zh: '监听套接字属于程序所在的命名空间。这个服务器会报出自己的名字和它看到的客户端地址，于是客户端就知道服务器眼里的自己是谁。',
  },
  flags: [
    NETNS_EXEC,
    { flag: 'TCP-LISTEN:', means: { en: 'wait for connections to this port', zh: '在这个端口上等待连接' } },
    {
      flag: 'SYSTEM:',
      means: { en: 'run this in a shell for each connection; what it prints is sent', zh: '每来一个连接就用 shell 执行它，输出发给对方' },
    },
    {
      flag: 'printenv SOCAT_PEERADDR',
      means: { en: "the client's address, which socat hands on in a variable", zh: '客户端的地址，socat 通过这个环境变量传过来' },
    },
    { flag: 'echo $!', means: { en: 'note its process id in a file, to end it by', zh: '把进程号写进文件，以便之后结束它' } },
    IN_BACKGROUND,
  ],
  mistakes: [
    {
      en: 'A server in the background is not ready at once: wait until its socket listens, not for a second.',
      zh: '后台启动的服务器并不会立刻就绪：要等到套接字进入监听状态，而不是干等一秒。',
    },
  ],
  example: { given: [], params: { port: 8000 } },
});
