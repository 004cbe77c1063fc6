import { listensAt } from '../../diagnosis/listening.ts';
import { han, sameInAll } from '../../model/text.ts';
import type { PlannedAction, PlannedCheck } from '../../plan/plan.ts';
import { renderShell } from '../../render/templates.ts';
import { fails, holds, noNetns, tail } from '../../vocabulary/checks/verdicts.ts';
import { inside, who } from '../../vocabulary/where.ts';

interface Served {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly server: string;
}

interface Listening {
  readonly netns: string;
  readonly port: number;
}

const LISTENING = 'listening';

/** Whether a server is asked for by the namespace in which it runs: what that says is that one is there. */
export function isOwnServer({ kind, params }: Pick<PlannedCheck, 'kind' | 'params'>): boolean {
  const { from, server } = params as Served;
  return kind === 'served' && from === server;
}

/** Whether an action starts a server that is asked for. */
export function startsAsked({ kind, params }: PlannedAction, checks: readonly PlannedCheck[]): boolean {
  const own = params as Listening;
  return kind === 'serve' && checks.some((check) => check.kind === LISTENING && isFor(check.params as Listening, own));
}

const isFor = (one: Listening, { netns, port }: Listening): boolean => one.netns === netns && one.port === port;

/** Some program of a namespace listens at the port and takes connections from there, whatever it says. */
export function witnessListening(check: PlannedCheck): PlannedCheck {
  const { from: netns, to, port } = check.params as Served;
  const probes = renderShell({ template: 'sandbox/listening', data: { netns, to, port } });
  return {
    ...{ kind: LISTENING, params: { netns, port }, probes, see: probes[0] ?? '', shows: sameInAll(''), flags: [] },
    ...{ concurrent: false, wait: 'until-holds', fdb: false, places: [{ netns }], stands: (network) => check.stands(network) },
    claim: {
      en: `a program in ${netns} listens at TCP port ${port}, and takes connections to ${to}`,
      zh: han`${who(netns).zh}里有程序监听 TCP 端口 ${port}，发往 ${to} 的连接它会接受`,
    },
    judge({ network, results: [sockets, connection] }) {
      const expected = { en: `a socket of ${netns} that listens at port ${port}`, zh: han`${who(netns).zh}里有监听 ${port} 端口的套接字` };
      if (!network.netns[netns]) return fails({ expected, actual: noNetns(netns), reason: noNetns(netns) });
      const lines = (sockets?.stdout ?? '').split('\n').filter((line) => line.trim() !== '');
      if (!lines.some((line) => listensAt(line, to, port)))
        return fails({
          expected,
          actual:
            lines.length === 0
              ? { en: 'nothing listens at that port', zh: '没有程序监听这个端口' }
              : { en: `what listens there takes no connections to ${to}`, zh: `监听这个端口的程序不接受发往 ${to} 的连接` },
          reason: {
            en: `a listening socket belongs to the namespace in which its program runs, and lasts as long as that: start one in ${netns}, and let it run on`,
            zh: han`监听套接字属于程序所在的命名空间，程序结束它就没了：${inside(netns).zh}启动一个，并让它一直运行`,
          },
          evidence: tail(sockets),
        });
      if (connection?.exitCode === 0) return holds(sameInAll(lines.map((line) => line.trim().replace(/\s+/g, ' ')).join(', ')));
      return fails({
        expected,
        actual: { en: `it listens, but no connection to ${to} comes about`, zh: `它在监听，但发往 ${to} 的连接建立不起来` },
        reason: {
          en: `lo of ${netns} is down, or a firewall keeps the packets back`,
          zh: han`${who(netns).zh}的 lo 没有启用，或者防火墙拦下了包`,
        },
        evidence: tail(connection),
      });
    },
  };
}
