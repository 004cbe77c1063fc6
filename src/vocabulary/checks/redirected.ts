import * as v from 'valibot';
import { ipv4, place, port } from '../../model/names.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import type { Shell } from '../shell.ts';
import { who } from '../where.ts';
import { fails, holds, tail } from './verdicts.ts';

interface Connection {
  readonly client: string;
  readonly clientPort: string;
  readonly to: string;
  readonly port: string;
  readonly server: string;
  readonly serverPort: string;
  readonly answeredTo: string;
}

/** Reads `conntrack -L -p tcp`, whose lines are key=value words: first the original direction, then the reply. */
function readConnections(text: string): readonly Connection[] {
  return text.split('\n').flatMap((line) => {
    const all = (key: string) => [...line.matchAll(/(\w+)=(\S+)/g)].filter(([, name]) => name === key).map(([, , value = '']) => value);
    const [[client, server], [to, answeredTo], [clientPort, serverPort], [at]] = [all('src'), all('dst'), all('sport'), all('dport')];
    if (!client || !server || !to || !answeredTo || !clientPort || !serverPort || !at) return [];
    return [{ client, clientPort, to, port: at, server, serverPort, answeredTo }];
  });
}

function say({ client, clientPort, to, port: at, server, serverPort }: Connection) {
  const [from, called, by] = [`${client}:${clientPort}`, `${to}:${at}`, `${server}:${serverPort}`];
  return { en: `${from} to ${called}, answered by ${by}`, zh: `${from} 访问 ${called}，由 ${by} 应答` };
}

function look({ netns }: { readonly netns: string }): Shell {
  return { template: 'check-conntrack-tcp', data: { netns } };
}

/** Connection tracking holds a TCP connection to one address and port that is answered by another, for the same client. */
export const redirected = defineCheck({
  kind: 'redirected',
  params: v.strictObject({ netns: place, client: ipv4, to: ipv4, port, server: ipv4, serverPort: port }),
  about: {
    netns: { en: 'the namespace that translates; left out, the host', zh: '做地址转换的命名空间；不写则为主机' },
    client: { en: "the client's address", zh: '客户端的地址' },
    to: { en: 'the address that it connects to', zh: '它连接的地址' },
    port: { en: 'the port that it connects to', zh: '它连接的端口' },
    server: { en: 'the address that answers', zh: '实际应答的地址' },
    serverPort: { en: 'the port that answers', zh: '实际应答的端口' },
  },
  purpose: {
    en: 'Connection tracking remembers with which address a connection was called, and by that rewrites the source of every packet of the answer.',
    zh: '连接跟踪记住了连接当初访问的是哪个地址，并据此改写每个应答包的源地址。',
  },
  claim: ({ client, to, port: at, server, serverPort }) => ({
    en: `conntrack knows that ${server}:${serverPort} answers what ${client} sends to ${to}:${at}`,
    zh: `conntrack 记录了 ${client} 发往 ${to}:${at} 的连接由 ${server}:${serverPort} 应答`,
  }),
  probe: (params) => [look(params)],
  judge({ client, to, port: at, server, serverPort, netns }, { results: [result] }) {
    const connections = readConnections(result?.stdout ?? '');
    const found = connections.find(
      (one) =>
        one.client === client &&
        one.to === to &&
        one.port === String(at) &&
        one.server === server &&
        one.serverPort === String(serverPort) &&
        one.answeredTo === client,
    );
    if (found) return holds(say(found));
    const shown = connections.slice(0, 6).map((one) => say(one).en);
    return fails({
      expected: {
        en: `${client} to ${to}:${at}, answered by ${server}:${serverPort}`,
        zh: `${client} 访问 ${to}:${at}，由 ${server}:${serverPort} 应答`,
      },
      actual: { en: `${connections.length} tracked connections, none like it`, zh: `跟踪到 ${connections.length} 个连接，没有这样的` },
      reason: {
        en: `${netns} has tracked no such connection: none was made, or nothing rewrote its destination`,
        zh: han`${who(netns).zh} 没有跟踪到这样的连接：没有人建立过，或者它的目的地址没有被改写`,
      },
      evidence: shown.length > 0 ? shown : tail(result),
    });
  },
  printed: ({ client, to, port: at, server, serverPort, netns }) => ({
    by: 'redirected',
    words: [[client, to, String(at), server, String(serverPort)]],
    command: look({ netns }),
  }),
  see: look,
  shows: ({ server, serverPort, to, port: at }) => ({
    en: `A line for each connection. The first \`src=\`, \`dst=\` and \`dport=\` are what the client sent, to ${to} port ${at}; the second are the answer as it is awaited, from ${server} port ${serverPort}. They would mirror each other if nothing were rewritten.`,
    zh: `每个连接一行。第一组 \`src=\`、\`dst=\`、\`dport=\` 是客户端发出的，目的是 ${to} 端口 ${at}；第二组是预期的应答，来自 ${server} 端口 ${serverPort}。如果没有改写，两组应当互为镜像。`,
  }),
  flags: [
    NETNS_EXEC,
    { flag: '-L', means: { en: 'list the connections that the kernel tracks', zh: '列出内核跟踪的连接' } },
    { flag: '-p tcp', means: { en: 'only those of TCP', zh: '只列 TCP 的' } },
  ],
  needs: () => [tool('conntrack'), { kind: 'netfilter', part: 'conntrack' }],
  places: ({ netns }) => [{ netns }],
  concurrent: 'looks',
  wait: 'until-holds',
  example: { client: '192.0.2.2', to: '192.0.2.1', port: 8080, server: '10.0.0.2', serverPort: 80 },
});
