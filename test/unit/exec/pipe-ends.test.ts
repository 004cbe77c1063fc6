import { execFileSync, spawn } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { PipeEnd, PipeEnds } from '../../../src/exec/pipes.ts';
import * as rawEnds from '../../../src/exec/raw-ends.ts';
import * as socketEnds from '../../../src/exec/socket-ends.ts';
import { suite } from '../../support/suite.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const test = suite('the near ends of pipes');
const folder = makeTempDir();

/** More than a pipe holds, in letters of two bytes behind one of one: a piece may end within a letter. */
const LONG = `a${'é'.repeat(200_000)}`;

let made = 0;
const newPath = (): string => join(folder, `${made++}`);

/** A FIFO, and a program on its far end, which is told the path as `$1`. */
function far(script: string) {
  const path = newPath();
  execFileSync('mkfifo', [path]);
  return { path, program: spawn('sh', ['-c', script, 'sh', path], { stdio: ['ignore', 'pipe', 'inherit'] }) };
}

/** All that is read from an end until it closes. */
function allOf(end: PipeEnd): Promise<string> {
  let text = '';
  end.onText((piece) => {
    text += piece;
  });
  return new Promise((resolve) => end.onceClosed(() => resolve(text)));
}

const implementations: readonly (readonly [string, PipeEnds])[] = [
  ["of Node's own parts", rawEnds],
  ["of Node's streams", socketEnds],
];
for (const [name, { openEnd, connectEnd }] of implementations) {
  test(`${name}: what is written to a pipe comes whole, to its end`, async () => {
    const { path } = far(`printf %s "${'é'.repeat(20_000)}" >"$1"`);
    const end = openEnd(openSync(path, 'r'), 'reads');
    assert.is(await allOf(end), 'é'.repeat(20_000));
  });

  test(`${name}: letters that come in pieces are put together`, async () => {
    const { path } = far("{ printf '\\303'; sleep 0.1; printf '\\251 \\344\\275'; sleep 0.1; printf '\\240'; } >\"$1\"");
    assert.is(await allOf(openEnd(openSync(path, 'r'), 'reads')), 'é 你');
  });

  test(`${name}: what a pipe cannot hold waits for its reader`, async () => {
    const { path, program } = far('{ sleep 0.3; cat; } <"$1"');
    const read = allOf(socketEnds.socketEnd(program.stdout as never));
    const end = openEnd(openSync(path, constants.O_WRONLY), 'writes');
    end.write(LONG);
    end.write('\n');
    let waited = false;
    setImmediate(() => {
      waited = true;
    });
    // The reader has its end of file once this end is closed, which is not before all is written.
    const whole = new Promise<string>((resolve) => {
      let text = '';
      program.stdout.on('data', (piece: string) => {
        text += piece;
        if (text.endsWith('\n')) resolve(text);
      });
    });
    assert.is(await whole, `${LONG}\n`);
    assert.ok(waited);
    end.close();
    await read;
  });

  test(`${name}: a reader that is gone is nothing to tell of, and an end is closed once`, async () => {
    const { path, program } = far(': <"$1"');
    const end = openEnd(openSync(path, constants.O_WRONLY), 'writes');
    await new Promise((resolve) => program.once('close', resolve));
    end.write('nobody');
    end.close();
    end.write('nobody');
    end.close();
    await new Promise((resolve) => setTimeout(resolve, 10));
  });

  test(`${name}: what is no pipe is refused`, () => {
    for (const does of ['reads', 'writes'] as const) {
      assert.throws(() => openEnd(openSync('/proc', 'r'), does));
      assert.throws(() => openEnd(9_999, does));
    }
  });

  test(`${name}: a socket answers what it was told before it was connected`, async () => {
    const path = newPath();
    const server = createServer((socket) => void socket.setEncoding('utf8').on('data', (text) => socket.end(`${text}?`))).listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    const end = connectEnd(path);
    end.write('你');
    assert.is(await allOf(end), '你?');
    server.close();
  });

  test(`${name}: where nobody listens a connection closes at once`, async () => {
    assert.is(await allOf(connectEnd(newPath())), '');
    assert.is(await allOf(connectEnd(`${folder}/${'long'.repeat(100)}`)), '');
  });

  test(`${name}: a connection can be closed before it is there`, async () => {
    const end = connectEnd(newPath());
    end.onText(() => assert.unreachable());
    end.close();
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
}

test.run();
