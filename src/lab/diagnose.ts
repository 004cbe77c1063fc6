import { diagnose } from '../diagnosis/diagnose.ts';
import { diagnosisLines } from '../diagnosis/lines.ts';
import type { Packet } from '../model/hop.ts';
import { parseIpv4 } from '../model/inet.ts';
import { say } from '../model/say.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { Answer } from './desk.ts';
import type { Exercise } from './exercise.ts';
import { namesIn } from './watch.ts';

const MOST_PORT = 65_535;

/** The packet that the words behind `diagnose` mean; `undefined` where they mean none. */
export function packetOf(words: string): Packet | undefined {
  const [from, to, port, ...rest] = words.split(/\s+/).filter((word) => word !== '');
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  try {
    parseIpv4(to);
  } catch {
    return undefined;
  }
  if (port === undefined) return { from, to };
  const number = Number(port);
  return Number.isInteger(number) && number >= 1 && number <= MOST_PORT ? { from, to, port: number } : undefined;
}

/** Tells in a lab why a namespace does not reach an address. */
export async function diagnoseInLab(exercise: Exercise, channel: Channel, words: string): Promise<Answer> {
  const packet = packetOf(words);
  if (!packet)
    return {
      exitCode: 2,
      text: `${say({
        en: 'diagnose takes a namespace, or host, an IPv4 address, and a TCP port if it is not about pings: diagnose ns1 10.10.10.3',
        zh: 'diagnose 后面写命名空间（或 host）和 IPv4 地址；不看 ping 而看 TCP 时，再写端口：diagnose ns1 10.10.10.3',
      })}\n`,
    };
  const names = await namesIn(exercise, channel);
  const diagnosis = await diagnose(packet, { channel, names, ovs: exercise.goal.ovs !== undefined });
  return { exitCode: diagnosis.answered ? 0 : 1, text: `${diagnosisLines(diagnosis).join('\n')}\n` };
}
