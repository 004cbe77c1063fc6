import type { Channel, JobOptions } from '../../src/sandbox/channel.ts';
import type { CommandResult } from '../../src/vocabulary/define.ts';
import type { RunningScript } from './scripts.ts';

/**
 * A channel into a shell that reads its standard input, as `--keep` of a printed script leaves one. It has the part of
 * the sandbox's own channel that an observer uses, so that one observer reads both.
 */
export function shellChannel({ child, said }: RunningScript): Channel {
  let asked = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let output = '';
  child.stdout?.on('data', (chunk: string) => {
    output += chunk;
  });
  const one = async (command: string): Promise<CommandResult> => {
    asked += 1;
    const mark = `answer-${asked}`;
    const quoted = `'${command.replaceAll("'", "'\\''")}'`;
    child.stdin?.write(
      `eval ${quoted} >/tmp/.out 2>/tmp/.err; echo "${mark} $? $(base64 -w 0 /tmp/.out)- $(base64 -w 0 /tmp/.err)- end-$(echo ${asked})"\n`,
    );
    await said(`end-${asked}\n`);
    const [, code = '', stdout = '', stderr = ''] = new RegExp(`${mark} (\\d+) (\\S*)- (\\S*)- end`).exec(output) ?? [];
    const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8');
    return { command, exitCode: Number(code), stdout: text(stdout), stderr: text(stderr), durationMs: 0 };
  };
  const run = (commands: readonly string[], { keepGoing = false }: JobOptions = {}): Promise<readonly CommandResult[]> => {
    const job = queue.then(async () => {
      const results: CommandResult[] = [];
      for (const command of commands) {
        const result = await one(command);
        results.push(result);
        if (result.exitCode !== 0 && !keepGoing) break;
      }
      return results;
    });
    queue = job;
    return job;
  };
  // Open vSwitch is asked by its commands.
  return { run, connect: async () => undefined } as unknown as Channel;
}
