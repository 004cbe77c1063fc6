import * as assert from 'uvu/assert';
import { Job } from '../../../src/sandbox/job.ts';
import type { CommandResult } from '../../../src/vocabulary/define.ts';
import { suite } from '../../support/suite.ts';

const job = suite('a job');

/** A job whose events are written down as lines. */
function recorded(...commands: readonly string[]): { job: Job; lines: string[]; results(): readonly CommandResult[] | undefined } {
  const lines: string[] = [];
  let results: readonly CommandResult[] | undefined;
  const made = new Job(
    commands,
    {
      onBegin: (index) => lines.push(`begin ${index}`),
      onOutput: (index, text) => lines.push(`output ${index} ${text}`),
      onEnd: (index, { exitCode }) => lines.push(`end ${index} ${exitCode}`),
    },
    (all) => {
      results = all;
    },
  );
  return { job: made, lines, results: () => results };
}

const begin = (id: number, atMs: number) => ({ kind: 'begin', id, atMs }) as const;
const end = (id: number, exitCode = 0, atMs = 0) => ({ kind: 'end', id, exitCode, atMs }) as const;
const over = (exitCode = 0, atMs = 0) => ({ kind: 'job-end', exitCode, atMs }) as const;
const OVER = over();

job('gives each command its own output, exit code and time', () => {
  const { job: made, results } = recorded('one', 'two');
  made.marker('stdout', begin(0, 1000));
  made.text('stdout', 'a');
  made.text('stderr', 'b');
  made.marker('stdout', end(0, 0, 1004));
  made.marker('stderr', end(0));
  made.marker('stdout', begin(1, 1005));
  made.text('stderr', 'no');
  made.marker('stderr', end(1));
  made.marker('stdout', end(1, 2, 1006));
  assert.is(results(), undefined);
  made.marker('stdout', OVER);
  assert.is(results(), undefined);
  made.marker('stderr', OVER);
  assert.equal(results(), [
    { command: 'one', exitCode: 0, stdout: 'a', stderr: 'b', durationMs: 4 },
    { command: 'two', exitCode: 2, stdout: '', stderr: 'no', durationMs: 1 },
  ]);
});

job('keeps events in order though one stream is ahead of the other', () => {
  const { job: made, lines } = recorded('one', 'two');
  for (const marker of [begin(0, 1), end(0, 0, 2), begin(1, 3)]) made.marker('stdout', marker);
  made.text('stdout', 'early');
  made.marker('stdout', end(1, 0, 4));
  made.text('stderr', 'late');
  assert.equal(lines, ['begin 0', 'output 0 late']);
  made.marker('stderr', end(0));
  made.marker('stderr', end(1));
  assert.equal(lines, ['begin 0', 'output 0 late', 'end 0 0', 'begin 1', 'output 1 early', 'end 1 0']);
});

job('that runs out of time ends the command under way with 124', () => {
  const { job: made, lines, results } = recorded('slow', 'never');
  made.marker('stdout', begin(0, 1));
  made.text('stdout', 'so far');
  made.expire(300);
  made.marker('stdout', OVER);
  made.marker('stderr', OVER);
  assert.equal(lines, ['begin 0', 'output 0 so far', 'end 0 124']);
  assert.equal(results(), [
    { command: 'slow', exitCode: 124, stdout: 'so far', stderr: 'ended after 300 ms, its time limit\n', durationMs: 300 },
  ]);
});

job('that its command ends, ends the command with the exit code of its shell', () => {
  const { job: made, lines, results } = recorded('exit 3', 'never');
  made.marker('stdout', begin(0, 1));
  made.text('stderr', 'so it goes');
  made.marker('stderr', OVER);
  assert.is(results(), undefined);
  made.marker('stdout', over(3, 5));
  assert.equal(lines, ['begin 0', 'output 0 so it goes', 'end 0 3']);
  assert.equal(results(), [{ command: 'exit 3', exitCode: 3, stdout: '', stderr: 'so it goes', durationMs: 4 }]);
});

job.run();
