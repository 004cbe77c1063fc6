import type { Text } from '../../model/text.ts';
import type { CommandResult, Verdict } from '../define.ts';

export function holds(seen: string): Verdict {
  return { holds: true, seen: { en: seen } };
}

export function fails(parts: { expected: string; actual: string; reason: string | Text; evidence?: readonly string[] }): Verdict {
  const { expected, actual, reason, evidence } = parts;
  return {
    holds: false,
    expected: { en: expected },
    actual: { en: actual },
    reason: typeof reason === 'string' ? { en: reason } : reason,
    ...(evidence && evidence.length > 0 ? { evidence } : {}),
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

export function listMembers(members: readonly Member[]): string {
  const shown = members.slice(0, 4).map(({ netns }) => netns);
  return members.length > 4 ? `${shown.join(', ')} … (${members.length} in all)` : shown.join(', ');
}
