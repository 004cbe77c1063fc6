import type { Hop } from '../model/hop.ts';
import { say } from '../model/say.ts';
import type { Text } from '../model/text.ts';
import { whyLost } from '../vocabulary/reason.ts';
import type { Diagnosis } from './diagnose.ts';
import { hopLine } from './hop-lines.ts';
import type { Proof } from './proof.ts';

const LOOKED_AT: Text = {
  en: 'nothing was found that keeps it from arriving; looked at were devices and carrier, addresses, routes, ARP and neighbours, ports of bridges, source validation, forwarding, firewall and NAT, the way back',
  zh: '没有找到让它到不了的原因；已经看过的有设备和载波、地址、路由、ARP 和邻居表、网桥端口、源地址校验、转发、防火墙和 NAT、返回的路',
};

/** Why a packet is lost, in a sentence. */
export function whyOf({ way, answered }: Diagnosis): Text | undefined {
  if (answered) return undefined;
  return whyLost([...way.there, ...(way.lost ? [way.lost] : [])]) ?? LOOKED_AT;
}

function hopLines(hops: readonly Hop[]): readonly string[] {
  return hops.flatMap((hop) => (hop.kind === 'back' || hop.kind === 'lost' ? [] : [`  ok    ${say(hopLine(hop))}`]));
}

/** A proof as lines: the command, and what it prints. */
export function proofLines({ command, lines, before }: Proof): readonly string[] {
  const shown = lines.flatMap((line, index) =>
    before[index] === undefined
      ? [line]
      : [`${say({ en: 'before:', zh: '之前：' })} ${before[index]}`, `${say({ en: 'after: ', zh: '之后：' })} ${line}`],
  );
  return [`$ ${command}`, ...shown];
}

/** A diagnosis as lines: the way hop by hop, where it ends and why, what proves it, and what mends it. */
export function diagnosisLines(diagnosis: Diagnosis): readonly string[] {
  const { packet, way, answered, proofs, mend } = diagnosis;
  const what = packet.port === undefined ? packet.to : `${packet.to}:${packet.port}`;
  const { there, back, lost } = way;
  const why = whyOf(diagnosis);
  const said = why && say(why);
  const isFound = lost !== undefined && !answered;
  return [
    answered
      ? say({ en: `${packet.from} reaches ${what}`, zh: `${packet.from} 能到达 ${what}` })
      : say({ en: `${packet.from} gets no answer from ${what}`, zh: `${packet.from} 得不到 ${what} 的应答` }),
    ...hopLines(there),
    ...(back.length > 0 || lost?.direction === 'back' ? [say({ en: 'and the answer:', zh: '应答：' }), ...hopLines(back)] : []),
    ...(isFound ? [`  ${say({ en: 'LOST', zh: '丢失' })}  ${said ?? ''}`] : []),
    ...(said !== undefined && !isFound ? [said] : []),
    ...(proofs.length > 0 ? ['', say({ en: 'the proof:', zh: '证据：' })] : []),
    ...proofs.flatMap(proofLines).map((line) => `  ${line}`),
    ...(mend.length > 0 ? ['', say({ en: 'what mends it:', zh: '怎么修：' }), ...mend.map((line) => `  ${line}`)] : []),
  ];
}
