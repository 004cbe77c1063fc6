import * as v from 'valibot';
import { devName, ipv4, place } from '../../model/names.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { PING } from '../ping.ts';
import { arrives } from '../stands.ts';
import { who } from '../where.ts';
import { couldNotSend, fails, holds, tail } from './verdicts.ts';

/** How many pings are sent, 0.05 s apart, and for how long the last is waited for: on one machine, a hundred times as long as an answer takes. */
const COUNT = 3;
const WAIT_SECONDS = 0.2;

/** How long the control may wait for its answer. It is tried once, and must not fail because the machine is busy. */
const CONTROL_SECONDS = 5;

/**
 * Pings leave and none is answered. First a control ping to `control` must be answered, which proves that the
 * sender, its tool and ICMP work, so that silence means what the lesson says.
 */
export const noReply = defineCheck({
  kind: 'no-reply',
  params: v.strictObject({ from: place, to: ipv4, dev: v.optional(devName), control: ipv4 }),
  about: {
    from: { en: 'the namespace that pings', zh: '发 ping 的命名空间' },
    to: { en: 'the address that must not answer', zh: '不应有应答的地址' },
    dev: { en: 'the device that the pings are bound to; left out, the routes decide', zh: 'ping 绑定的设备；不写则由路由决定' },
    control: {
      en: 'an address that does answer: it is pinged first, so that silence means something',
      zh: '有应答的地址：先 ping 它，这样没有应答才有意义',
    },
  },
  purpose: {
    en: 'Pings leave and none is answered. A control ping before them proves that the sender, its tool and ICMP work.',
    zh: 'ping 发出去了，却一个应答也没有。此前的对照 ping 证明发送方、工具和 ICMP 都正常。',
  },
  claim: ({ from, to, dev }) => ({
    en: `${to} does not answer ${from}${dev ? ` through ${dev}` : ''}`,
    zh: han`${who(from).zh}${dev ? `经 ${dev}` : ''} ping ${to} 得不到应答`,
  }),
  probe: ({ from, to, dev, control }) => [
    { template: 'check-ping', data: { from, to: control, count: 1, dev: undefined, many: false, seconds: CONTROL_SECONDS } },
    { template: 'check-no-ping', data: { from, to, dev, count: COUNT, seconds: WAIT_SECONDS } },
  ],
  judge({ from, to, dev, control }, { results: [proof, probe] }) {
    const expected = { en: `${COUNT} pings sent, none answered`, zh: `发出 ${COUNT} 个 ping，一个应答也没有` };
    if (proof?.exitCode !== 0) {
      return fails({
        expected,
        actual: {
          en: `the control ping from ${from} to ${control} failed`,
          zh: han`从 ${who(from).zh} 到 ${control} 的对照 ping 失败了`,
        },
        reason: {
          en: 'silence proves nothing while the control is silent too',
          zh: '对照 ping 也没有应答时，没有应答说明不了任何问题',
        },
        evidence: tail(proof),
      });
    }
    // ping(8): 1 means that no reply came, 2 that something else went wrong, such as nothing being sent.
    if (probe?.exitCode === 1)
      return holds({
        en: `${COUNT} sent, none answered; a control ping to ${control}${dev ? `, not bound to ${dev},` : ''} was`,
        zh: han`发出 ${COUNT} 个，没有应答；到 ${control} 的对照 ping${dev ? `（不绑定 ${dev}）` : ''}有应答`,
      });
    return probe?.exitCode === 0
      ? fails({
          expected,
          actual: { en: 'at least one was answered', zh: '至少有一个得到了应答' },
          reason: { en: `something lets ${from} reach ${to} already`, zh: han`${who(from).zh} 已经有路可以到达 ${to}` },
          evidence: tail(probe),
        })
      : fails({
          expected,
          actual: couldNotSend(probe),
          reason: { en: 'a packet that never left proves nothing', zh: '没有发出去的包说明不了任何问题' },
          evidence: tail(probe),
        });
  },
  printed: ({ from, to, dev, control }) => ({
    by: 'unanswered',
    words: [[from, control]],
    command: { template: 'check-no-ping', data: { from, to, dev, count: COUNT, seconds: WAIT_SECONDS } },
  }),
  see: ({ from, to, dev }) => ({ template: 'check-no-ping', data: { from, to, dev, count: COUNT, seconds: WAIT_SECONDS } }),
  shows: ({ from, control, dev }) => ({
    en: `\`100% packet loss\`. Silence alone proves little, so the check first pings ${control} from ${from}${dev ? ', bound to no device' : ''}, and that must be answered: then sender, tool and ICMP work.`,
    zh: han`\`100% packet loss\`。光是没有应答说明不了什么，所以检查先从 ${who(from).zh} ping ${control}${dev ? '，不绑定设备' : ''}，这个必须有应答：说明发送方、工具和 ICMP 都正常。`,
  }),
  flags: [NETNS_EXEC, PING.count, PING.interval, PING.wait, PING.device],
  needs: () => [tool('ping')],
  places: ({ from, dev }) => [{ netns: from, dev }],
  concurrent: false,
  wait: 'once',
  stands: ({ from, to, dev, control }, network) => !arrives(network, { from, to, dev }) && arrives(network, { from, to: control }),
  example: { from: 'ns1', to: '198.51.100.1', control: '10.0.0.1' },
});
