import { han, type Text } from '../../model/text.ts';
import type { CommandResult, Verdict } from '../define.ts';
import { inside } from '../where.ts';

export function holds(seen: Text): Verdict {
  return { holds: true, seen };
}

export function fails(parts: {
  readonly expected: Text;
  readonly actual: Text;
  readonly reason: Text;
  readonly evidence?: readonly string[];
  readonly part?: number;
}): Verdict {
  const { evidence, ...texts } = parts;
  return { holds: false, ...texts, ...(evidence && evidence.length > 0 ? { evidence } : {}) };
}

export function noNetns(netns: string): Text {
  return { en: `there is no namespace ${netns}`, zh: `没有网络命名空间 ${netns}` };
}

export function unheld(netns: string, address: string): Text {
  return { en: `no device of ${netns} holds ${address}`, zh: han`${inside(netns).zh}没有设备持有 ${address}` };
}

/** What is seen where ping itself fails, so that nothing was sent. */
export function couldNotSend(result: CommandResult | undefined): Text {
  return {
    en: `ping could not send (exit code ${result?.exitCode ?? 'none'})`,
    zh: han`ping 发不出包（退出码 ${result?.exitCode ?? '无'}）`,
  };
}

/** The last lines that a command printed, its errors after its output. */
export function tail(result: CommandResult | undefined, lines = 4): readonly string[] {
  const printed = `${result?.stdout ?? ''}\n${result?.stderr ?? ''}`;
  return printed
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-lines);
}

/** A member of a network by its role: which namespace, and which address it holds there (without length). */
export interface Member {
  readonly netns: string;
  readonly address: string;
}

export function listMembers(members: readonly Member[]): Text {
  const shown = members.slice(0, 4).map(({ netns }) => netns);
  return members.length > 4
    ? { en: `${shown.join(', ')} … (${members.length} in all)`, zh: han`${shown.join('、')} …（共 ${members.length} 个）` }
    : { en: shown.join(', '), zh: shown.join('、') };
}
