import { closeSync, openSync, readSync } from 'node:fs';
import { startPiped } from '../exec/piped.ts';
import { toolEnv } from '../exec/tool-env.ts';
import { PIPES } from './channel.ts';
import { agentScript, agentWords, launchCommand, type SandboxOptions } from './launch.ts';
import type { Init } from './sandbox.ts';

/** A word of 16 hexadecimal digits, of random(4) itself: node:crypto takes longer to load than anything else that a run loads of Node. */
function unguessable(): string {
  const bytes = Buffer.alloc(8);
  const fd = openSync('/dev/urandom', 'r');
  readSync(fd, bytes);
  closeSync(fd);
  return bytes.toString('hex');
}

/** Starts the init of a new sandbox, which does this script. */
export function newInit(options: SandboxOptions, script: string = agentScript()): Init {
  const [file = '', ...args] = launchCommand(options);
  const token = unguessable();
  return { ...startPiped(file, [...args, script, ...agentWords(options, token)], { env: toolEnv(), pipes: PIPES }), token };
}
