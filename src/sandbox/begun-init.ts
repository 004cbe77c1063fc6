import type { PipeEnds } from '../exec/pipes.ts';
import type { OvsDatapath } from '../model/network.ts';
import { PIPES, REPLIES_FD, REQUESTS_FD } from './channel.ts';
import type { Init } from './sandbox.ts';

/** What `templates/sandbox/begin.sh.hbs` tells by it of the sandbox that it has begun: words that `BegunSandbox` names, in that order. */
const VARIABLE = 'NETSCENARIO_BEGUN';

/**
 * By how much the numbers of its pipes are higher here than in the sandbox. Low ones may be a user's own redirections; what is open from
 * 16 on without a gap, Node keeps from all that it starts (uv_disable_stdio_inheritance of libuv).
 */
export const NEAR = 13;

/** A sandbox that was begun before the program was, and has been told what the lesson begins with. */
export interface BegunSandbox {
  /** When the shell that began it was started, in milliseconds since 1970. */
  readonly atMs: number;
  /** What its markers begin with. */
  readonly token: string;
  /** The lesson's id. */
  readonly lesson: string;
  /** What Open vSwitch forwards with, where the lesson has one. */
  readonly ovsDatapath: OvsDatapath;
}

/** The sandbox that has been begun for this process, if one was. Nobody else is told of it. */
export function takeBegun(): BegunSandbox | undefined {
  const said = process.env[VARIABLE];
  if (said === undefined) return undefined;
  delete process.env[VARIABLE];
  const [seconds = '', token = '', lesson = '', ovsDatapath] = said.split(' ');
  return { atMs: Number(seconds.replace(',', '.')) * 1000, token, lesson, ovsDatapath: ovsDatapath === 'system' ? 'system' : 'netdev' };
}

/** Its init, whose pipes this process has; throws where it has not. */
export function begunInit({ token }: BegunSandbox, { openEnd }: PipeEnds): Init {
  const pipes = Array.from({ length: PIPES }, (_, fd) => {
    if (fd < REQUESTS_FD) return undefined;
    return openEnd(fd + NEAR, fd === REQUESTS_FD ? 'writes' : 'reads');
  });
  const replies = pipes[REPLIES_FD];
  // unshare(1), which ends once its child has, holds the other end of that one to its own end.
  const exited = new Promise<void>((resolve) => {
    replies?.onceClosed(resolve);
  });
  const letGo = (): void => {
    for (const pipe of pipes) if (pipe !== replies) pipe?.close();
  };
  return { pipes, token, exited, ended: exited.then(() => ''), letGo };
}
