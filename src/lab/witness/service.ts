import type { Network } from '../../model/network.ts';
import { pathOf } from '../../model/path.ts';
import { han, sameInAll } from '../../model/text.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import { renderScript } from '../../render/templates.ts';
import { fails, holds, tail } from '../../vocabulary/checks/verdicts.ts';
import { whyUnreachable } from '../../vocabulary/reason.ts';
import { who } from '../../vocabulary/where.ts';

interface Params {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly server: string;
  readonly client: string;
}

/** A client connects, and a server of the grader's in the namespace that is meant says its word and names the client. */
export function witnessService(check: PlannedCheck, goal: Network): PlannedCheck {
  const params = check.params as Params;
  const { from, to, port, server, client } = params;
  const serverPort = portThere(goal, params);
  return {
    ...check,
    claim: {
      en: `${who(from).en} connects to ${to}:${port} and is served at port ${serverPort} of ${server}, which sees ${client} (the server is the grader's)`,
      zh: han`${who(from).zh}连接 ${to}:${port}，由 ${who(server).zh} 的 ${serverPort} 端口提供服务，后者看到的客户端是 ${client}（服务器由评分程序提供）`,
    },
    // Two at once would take each other's connections.
    concurrent: false,
    probes: [renderScript({ template: 'sandbox/marked-service', data: { from, to, port, server, serverPort } })],
    judge({ network, results: [result] }) {
      const lines = (result?.stdout ?? '').split('\n');
      const first = lines.findIndex((line) => line.startsWith('word '));
      const [word, said, seen] = first < 0 ? [] : [lines[first]?.slice('word '.length), lines[first + 1], lines[first + 2]];
      const expected = { en: `the server in ${server}, which sees ${client}`, zh: han`${server} 里的服务器，看到的客户端是 ${client}` };
      if (word !== undefined && said === word && seen === client) return holds(sameInAll(`${server}: ${client}`));
      if (word !== undefined && said === word)
        return fails({
          expected,
          actual: { en: `the server in ${server} sees ${seen ?? ''}`, zh: han`${server} 里的服务器看到的是 ${seen ?? ''}` },
          reason: {
            en: 'somebody on the way rewrites the source, or connects in place of the client',
            zh: '途中有谁改写了源地址，或者代替客户端建立了连接',
          },
        });
      if (said)
        return fails({
          expected,
          actual: { en: `somebody else answers: ${said}`, zh: `应答的是别人：${said}` },
          reason: { en: `the connection does not end in ${server}`, zh: han`连接的终点不是 ${server}` },
        });
      return fails({
        expected,
        actual: { en: 'no answer', zh: '没有应答' },
        reason: whyUnreachable(network, from, to) ?? {
          en: `nothing leads from ${to}:${port} to port ${serverPort} of ${server}, or packets are lost on the way`,
          zh: han`${to}:${port} 没有通到 ${server} 的 ${serverPort} 端口，或者途中丢包`,
        },
        evidence: tail(result),
      });
    },
  };
}

/** The port at which the connection comes in at the end of its way. */
function portThere(goal: Network, { from, to, port }: Params): number {
  return pathOf(goal, { from, to, port }).reduce((at, hop) => (hop.kind === 'redirect' ? (hop.toPort ?? at) : at), port);
}
