import { type IpLine, ipLineOf } from './ip-line.ts';

/** Commands in a row for one session. */
export interface SessionPart {
  readonly netns: string;
  readonly does: IpLine['does'];
  readonly commands: string[];
  readonly lines: string[];
}

/** Commands in a row for a shell. */
interface ShellPart {
  readonly netns: undefined;
  readonly commands: string[];
}

function continues(part: SessionPart | ShellPart | undefined, line: IpLine | undefined): boolean {
  if (part?.netns === undefined || !line) return part !== undefined && part.netns === line?.netns;
  return part.netns === line.netns && part.does === line.does;
}

/** Whether a command may well fail. */
export type MayFail = (command: string) => boolean;

/** Parts commands where the next one goes elsewhere. Programs that may fail are left to the shell, which tells their exit codes. */
export function partsOf(commands: readonly string[], mayFail?: MayFail): readonly (SessionPart | ShellPart)[] {
  const parts: (SessionPart | ShellPart)[] = [];
  for (const command of commands) {
    const known = ipLineOf(command);
    const line = known?.does === 'start' && mayFail?.(command) ? undefined : known;
    if (!continues(parts.at(-1), line))
      parts.push(line ? { netns: line.netns, does: line.does, commands: [], lines: [] } : { netns: undefined, commands: [] });
    const part = parts.at(-1);
    part?.commands.push(command);
    if (part?.netns !== undefined && line) part.lines.push(line.line);
  }
  return parts;
}
