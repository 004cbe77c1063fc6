import * as v from 'valibot';
import { ipv4, place, port } from '../../model/names.ts';
import { han, sameInAll, type Text } from '../../model/text.ts';
import { type CommandResult, defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { type FlagNote, NETNS_EXEC } from '../notes.ts';
import { whyUnreachable } from '../reason.ts';
import { answerOf, greetingOf } from '../server.ts';
import type { Shell } from '../shell.ts';
import { connects } from '../stands.ts';
import { who } from '../where.ts';
import { fails, holds, tail } from './verdicts.ts';

/** Whole seconds that one connection may take to come about. */
const CONNECT_SECONDS = 1;

const FLAGS: readonly FlagNote[] = [
  NETNS_EXEC,
  { flag: '-u', means: { en: 'only from the first address to the second', zh: '只从前一个地址单向传到后一个' } },
  { flag: 'TCP:', means: { en: 'connect to this address and port', zh: '连接到这个地址和端口' } },
  { flag: 'STDOUT', means: { en: 'print what comes', zh: '把收到的内容打印出来' } },
];

function connect({ from, to, port: at }: { readonly from: string; readonly to: string; readonly port: number }): Shell {
  return { template: 'check-served', data: { from, to, port: at, seconds: CONNECT_SECONDS } };
}

/** socat's own words for why no connection came about, without its time and process. */
function fault(result: CommandResult | undefined): Text {
  const [line = ''] = tail(result, 1);
  const said = line.replace(/^.* E /, '');
  const code = result?.exitCode;
  return said ? sameInAll(said) : { en: `exit code ${code ?? 'none'}`, zh: `退出码 ${code ?? '无'}` };
}

/** A client in one namespace connects to an address and port, and the server of `serve` that is meant answers and names the client. */
export const served = defineCheck({
  kind: 'served',
  params: v.strictObject({ from: place, to: ipv4, port, server: place, client: ipv4 }),
  about: {
    from: { en: 'the namespace of the client', zh: '客户端所在的命名空间' },
    to: { en: 'the address to which it connects', zh: '要连接的地址' },
    port: { en: 'the TCP port there', zh: '那里的 TCP 端口' },
    server: { en: 'the namespace of the `serve` that must answer', zh: '必须应答的 `serve` 所在的命名空间' },
    client: { en: "the client's address as the server must see it", zh: '服务器应当看到的客户端地址' },
  },
  purpose: {
    en: 'A TCP connection comes about, ends at the server that is meant, and shows the client with the address that is expected.',
    zh: 'TCP 连接能够建立，到达的是指定的服务器，而且服务器看到的客户端地址与预期一致。',
  },
  claim: ({ from, to, port: at, server, client }) => ({
    en: `${from} connects to ${to}:${at} and is served by ${server}, which sees ${client}`,
    zh: han`${who(from).zh} 连接 ${to}:${at}，由 ${who(server).zh} 应答，后者看到的客户端是 ${client}`,
  }),
  probe: (params) => [connect(params)],
  judge({ from, to, server, client }, { network, results: [result] }) {
    const expected = answerOf(server, client);
    const said = result?.stdout.trim().replace(/\s+/g, ' ') ?? '';
    if (result?.exitCode === 0 && said === expected) return holds(sameInAll(said));
    const refusal = result?.stderr.includes('Connection refused')
      ? { en: 'the connection reaches a place where nothing listens at that port', zh: '连接到达了，但那里没有程序监听该端口' }
      : { en: 'either nothing listens there, or packets are lost on the way', zh: '要么那里没有程序监听，要么途中丢包' };
    const silent = result?.exitCode === 0 ? { en: 'a connection without an answer', zh: '连接建立了，却没有回答' } : fault(result);
    return fails({
      expected: sameInAll(expected),
      actual: said ? sameInAll(said) : silent,
      reason:
        result?.exitCode === 0
          ? { en: 'another server answers, or it sees another client', zh: '应答的是另一个服务器，或者它看到的是另一个客户端' }
          : (whyUnreachable(network, from, to) ?? refusal),
      evidence: tail(result),
    });
  },
  printed: (params) => ({ by: 'served', words: [[answerOf(params.server, params.client)]], command: connect(params) }),
  see: connect,
  shows: ({ server, client }) => ({
    en: `Two lines: \`${greetingOf(server)}\` says who the server is, and \`${client}\` by which address it is called.`,
    zh: `两行：\`${greetingOf(server)}\` 是服务器的名字，\`${client}\` 是它看到的客户端地址。`,
  }),
  flags: FLAGS,
  needs: () => [tool('socat')],
  places: ({ from, server }) => [{ netns: from }, { netns: server }],
  concurrent: 'sends',
  wait: 'until-holds',
  packet: ({ from, to, port: at }) => ({ from, to, port: at }),
  stands: (params, network) => connects(network, params),
  example: { from: 'ns1', to: '10.0.0.1', port: 8000, server: 'host', client: '10.0.0.2' },
});

/** Somebody holds the address and refuses the connection, since nothing listens at the port there. */
export const refused = defineCheck({
  kind: 'refused',
  params: v.strictObject({ from: place, to: ipv4, port }),
  about: {
    from: { en: 'the namespace of the client', zh: '客户端所在的命名空间' },
    to: { en: 'the address to which it connects', zh: '要连接的地址' },
    port: { en: 'the TCP port there', zh: '那里的 TCP 端口' },
  },
  purpose: {
    en: 'Nothing listens at a port. The refusal itself is an answer, so the address is there and packets get there and back.',
    zh: '端口上没有程序在监听。拒绝本身也是一种应答，说明地址存在，报文有去有回。',
  },
  claim: ({ from, to, port: at }) => ({
    en: `${from} is refused at ${to}:${at}: nothing listens there`,
    zh: han`${who(from).zh} 连接 ${to}:${at} 被拒绝：那里没有程序在监听`,
  }),
  probe: (params) => [connect(params)],
  judge({ from, to, port: at }, { network, results: [result] }) {
    const expected = sameInAll('Connection refused');
    if (result?.exitCode !== 0 && result?.stderr.includes(expected.en)) return holds(expected);
    if (result?.exitCode === 0)
      return fails({
        expected,
        actual: { en: result.stdout.trim() || 'a connection', zh: result.stdout.trim() || '连接成功' },
        reason: { en: `something listens at ${to}:${at}`, zh: `有程序在监听 ${to}:${at}` },
        evidence: tail(result),
      });
    return fails({
      expected,
      actual: fault(result),
      reason: whyUnreachable(network, from, to) ?? {
        en: 'nobody there has refused it: packets are lost, or cannot leave',
        zh: '没有谁拒绝这个连接：包在途中丢了，或者根本发不出去',
      },
      evidence: tail(result),
    });
  },
  printed: (params) => ({ by: 'refused', words: [], command: connect(params) }),
  see: connect,
  shows: () => ({
    en: '`Connection refused`: the address answers, with a TCP segment that says RST, since nothing listens at the port.',
    zh: '`Connection refused`：地址有应答，但应答是带 RST 的 TCP 报文段，因为该端口没有程序监听。',
  }),
  flags: FLAGS,
  needs: () => [tool('socat')],
  places: ({ from }) => [{ netns: from }],
  concurrent: 'sends',
  wait: 'once',
  example: { from: 'ns1', to: '10.0.0.1', port: 8000 },
});
