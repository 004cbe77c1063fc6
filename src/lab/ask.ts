import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { run } from '../exec/process.ts';
import type { Answer, Request } from './desk.ts';
import { deskFolder } from './desk.ts';
import type { RunningLab } from './running.ts';

/** Replies to processes outside of the cell have numbers beyond those of processes. */
const OUTSIDE = 1_000_000_000;

/** Asks the desk of a lab from another terminal; rejects where the lab has ended. */
export async function askDesk(lab: RunningLab, { verb, words, columns }: Request): Promise<Answer> {
  const folder = deskFolder(lab);
  const number = OUTSIDE + process.pid;
  const reply = `${folder}/reply.${number}`;
  const { exitCode, stderr } = await run('mkfifo', ['-m', '600', reply]);
  if (exitCode !== 0) throw new Error(stderr);
  try {
    const text = read(reply);
    await writeFile(`${folder}/requests`, `${number}\t${columns ?? 0}\t${verb}\t${words}\n`, { flag: 'a' });
    const [first = '', ...rest] = (await text).split('\n');
    return { exitCode: Number(first), text: rest.join('\n') };
  } finally {
    await rm(reply, { force: true });
  }
}

function read(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    createReadStream(path, 'utf8')
      .on('data', (chunk) => {
        text += chunk;
      })
      .once('end', () => resolve(text))
      .once('error', reject);
  });
}
