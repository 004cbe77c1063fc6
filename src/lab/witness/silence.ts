import { HOST } from '../../model/host.ts';
import type { Network } from '../../model/network.ts';
import { pathOf } from '../../model/path.ts';
import { han, sameInAll, type Text } from '../../model/text.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import { renderScript, renderShell } from '../../render/templates.ts';
import { fails, holds, tail } from '../../vocabulary/checks/verdicts.ts';
import type { CommandResult, Verdict } from '../../vocabulary/define.ts';
import { arrives, holderOf } from '../../vocabulary/stands.ts';
import { who } from '../../vocabulary/where.ts';
import { MARKED, readSources } from './marks.ts';

interface Params {
  readonly from: string;
  readonly to: string;
  readonly control: string;
}

/** What the silence is to come from. */
interface Scene {
  /** The namespace that holds the address. */
  readonly at: string;
  /** The namespace whose rules keep the packets back, if it is rules. */
  readonly by: string | undefined;
  /** Somebody who is answered by the address all the same. */
  readonly friend: string | undefined;
}

/** How long an answer that must come is waited for. */
const ANSWER_SECONDS = 2;

/** Pings and other packets are sent and do not come to the address, which answers others; where rules keep them back, they come as far as these, and but for them would go on. */
export function witnessSilence(check: PlannedCheck, goal: Network): PlannedCheck {
  const params = check.params as Params;
  const { from, to, control } = params;
  const scene = sceneOf(goal, params);
  if (!scene) return check;
  const { at, by = '', friend } = scene;
  const source = addressIn(goal, from, control);
  const answered = (asker: string, address: string) =>
    renderShell({
      template: 'check-ping',
      data: { from: asker, to: address, count: 1, dev: undefined, many: false, seconds: ANSWER_SECONDS },
    });
  const silence = renderScript({ template: 'sandbox/marked-silence', data: { from, to, at, by, gateway: control, source } });
  return {
    ...check,
    claim: claimOf(params, scene),
    places: [...check.places, { netns: at }, ...(friend === undefined ? [] : [{ netns: friend }])],
    probes: [...answered(from, control), silence, ...(friend === undefined ? [] : answered(friend, to))],
    judge: ({ results }) => judge(params, scene, results),
  };
}

/** Nothing where nobody else holds the address, or where the pings come there and the answers are lost. */
function sceneOf(goal: Network, { from, to }: Params): Scene | undefined {
  const at = holderOf(goal, to);
  const lost = pathOf(goal, { from, to }).find((hop) => hop.kind === 'lost');
  if (at === '' || at === from || lost?.kind !== 'lost' || lost.direction === 'back') return undefined;
  const { loss } = lost;
  const friend = Object.keys(goal.netns).find((netns) => netns !== from && netns !== at && arrives(goal, { from: netns, to }));
  return { at, by: loss.cause === 'filtered' ? loss.netns : undefined, friend };
}

/** The source that a namespace has towards an address. */
function addressIn(goal: Network, from: string, to: string): string {
  const route = pathOf(goal, { from, to }).find((hop) => hop.kind === 'route');
  return route?.kind === 'route' ? route.source : '';
}

function claimOf({ from, to }: Params, { by, friend }: Scene): Text {
  const [asker, other, keeper] = [who(from), who(friend ?? HOST), who(by ?? HOST)];
  const answers = friend === undefined ? { en: '', zh: '' } : { en: `, and ${to} answers ${other.en}`, zh: han`，而${other.zh}能得到应答` };
  if (by === undefined)
    return { en: `${to} does not answer ${asker.en}${answers.en}`, zh: han`${asker.zh} ping ${to} 得不到应答${answers.zh}` };
  return {
    en: `nothing that ${asker.en} sends (pings, UDP and TCP) comes to ${to}, by rules of ${keeper.en}'s firewall${answers.en}`,
    zh: han`${asker.zh} 发出的包（ping、UDP 和 TCP）都到不了 ${to}（被${keeper.zh}的防火墙规则挡住）${answers.zh}`,
  };
}

function judge({ from, to, control }: Params, { at, by, friend }: Scene, results: readonly CommandResult[]): Verdict {
  const [proof, probe, alive] = results;
  const expected = { en: 'pings sent, none answered', zh: '发出了 ping，一个应答也没有' };
  const not = (actual: Text, reason: Text, seen: CommandResult | undefined = probe): Verdict =>
    fails({ expected, actual, reason, evidence: tail(seen) });
  const found = Object.fromEntries((probe?.stdout ?? '').split('\n').map((line) => [line.split(' ', 1)[0], line.replace(/^\S+ ?/, '')]));
  const [come, passed] = [readSources(found['come'] ?? ''), readSources(found['passed'] ?? '')];
  const arrived = MARKED.filter((name) => come?.[name].length !== 0);
  if (proof?.exitCode !== 0)
    return not(
      { en: `the control ping from ${from} to ${control} failed`, zh: han`从 ${who(from).zh} 到 ${control} 的对照 ping 失败了` },
      { en: 'silence proves nothing while the control is silent too', zh: '对照 ping 也没有应答时，没有应答说明不了任何问题' },
      proof,
    );
  if (found['ended'] === '0')
    return not(
      { en: 'at least one was answered', zh: '至少有一个得到了应答' },
      { en: `something lets ${from} reach ${to}`, zh: han`${who(from).zh} 有路可以到达 ${to}` },
    );
  if (found['ended'] !== '1' || (probe?.stderr ?? '').includes('sendmsg'))
    return not(
      { en: `${from} could not send`, zh: han`${who(from).zh} 发不出包` },
      { en: 'a packet that never left proves nothing', zh: '没有发出去的包说明不了任何问题' },
    );
  if (friend !== undefined && alive?.exitCode !== 0)
    return not(
      { en: `${to} does not answer ${who(friend).en} either`, zh: han`${to} 对${who(friend).zh}也没有应答` },
      { en: 'who answers nobody is not kept apart from anybody', zh: '对谁都不应答，就谈不上与谁隔离' },
      alive,
    );
  if (arrived.length > 0)
    return not(
      arrived.includes('pings')
        ? { en: `the pings come to ${at}, which does not answer them`, zh: han`ping 到了 ${who(at).zh}，只是它不应答` }
        : { en: `the pings do not come to ${at}, but other packets do`, zh: han`ping 到不了 ${who(at).zh}，别的包却能到` },
      { en: 'they must be kept from getting there', zh: '应当让它们到不了那里' },
    );
  if (by === undefined) return holds({ en: 'sent, and none came there', zh: '发出了，一个也没有到' });
  if (!passed?.pings.length)
    return not(
      { en: `no ping has come as far as ${who(by).en}`, zh: han`ping 没有走到${who(by).zh}` },
      { en: 'they were lost before its firewall was asked', zh: '还没轮到它的防火墙，包就丢了' },
    );
  if (!/ dev \S/.test(` ${found['way'] ?? ''}`) || /^RTNETLINK|^Error/.test(found['way'] ?? ''))
    return not(
      {
        en: `${who(by).en} knows no way from ${from} to ${to}: ${found['way'] ?? ''}`,
        zh: han`${who(by).zh}没有从 ${from} 到 ${to} 的路：${found['way'] ?? ''}`,
      },
      { en: 'its firewall is to keep them back, not a missing route', zh: '应当由防火墙挡住，而不是没有路由' },
    );
  return holds(sameInAll(found['way'] ?? ''));
}
