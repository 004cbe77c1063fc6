// guard: alone
// guard: deadline 600 s
/** The limits of docs/grading.md within which a graded script is kept. Alone, since memory is told from what the whole machine has. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { FORWARD, WIRED } from '../support/docker-answers.ts';
import { full, rightAnd, shell, threats } from '../support/threat.ts';

const { line, test } = threats('a graded script, and its limits');

/** Mounts a place that would take more than is allowed, and stores files of 20 MB there, which make half a gigabyte at most. */
const PLACE = 'mount -t tmpfs -o size=1g x /mnt';
const store = (from: number, to: number) => `for i in {${from}..${to}}; do head -c 20000000 /dev/zero >/mnt/$i; done`;

/** Fills the buffers of sockets, which are in no process, with about a hundred megabytes. */
const buffers = `perl -MSocket -MIO::Handle -e 'for (1..250) { socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, 0) or last; for ($a, $b) { $_->blocking(0); 1 while syswrite $_, "x" x 65536 } push @kept, $a, $b } sleep 60'`;

/** More than a gigabyte that only the kernel knows of. */
const known = `for i in {1..14}; do ${buffers} & done; wait`;

line('is ended at its time, and graded on what it had built', async (_, grade) => {
  const run = await grade(rightAnd('trap "" TERM HUP INT; kill -STOP $PPID; while :; do :; done'), { args: ['--timeout', '3'] });
  assert.is(run.submission.endedBy, 'time');
  full(run);
});

line('is ended at its memory, also at what it stores and at what only the kernel knows of', async (_, grade) => {
  for (const hungry of ['x=$(head -c 400000000 /dev/zero | tr "\\0" x)', `${PLACE}; ${store(1, 25)}`, known])
    assert.is((await grade(`${hungry}; sleep 60`)).submission.endedBy, 'memory', hungry);
});

line('is ended at its memory while others give theirs back', async (account, grade) => {
  const other = spawn(
    process.execPath,
    ['-e', 'const held = Buffer.alloc(8e8, 1); process.send(held.length); setInterval(() => held, 1e6)'],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  await once(other, 'message');
  const began = `sleep 2.${account.uid}7`;
  const run = grade(`${began}; ${known}; sleep 60`);
  while (!(await shell(account, `pgrep -fx '${began}'`))) await delay(50);
  other.kill('SIGKILL');
  assert.is((await run).submission.endedBy, 'memory');
});

line('is the first that the kernel would end', async (_, grade) => {
  const { submission } = await grade('cat /proc/$$/oom_score_adj');
  assert.is(submission.output.trim(), '1000');
});

line('is ended at what it prints', async (_, grade) => {
  const run = await grade('yes');
  assert.is(run.submission.endedBy, 'output');
  assert.ok(run.submission.output.length <= 1_048_576);
});

line('starts no more processes, and makes no more namespaces and files, than it may', async (_, grade) => {
  const { submission } = await grade(
    [
      '{ ulimit -n 1500; ulimit -u 350; } 2>/dev/null',
      'for i in $(seq 300); do ip netns add n$i 2>/dev/null || break; done; ls /run/netns | wc -l',
      'for i in $(seq 20000); do : >/tmp/f$i || break; done 2>/dev/null; ls /tmp | wc -l',
      'head -c 100000000 /dev/zero 2>/dev/null >/mnt/big; stat -c %s /mnt/big',
      `perl -e 'for (1..2000) { open $kept[$_], "<", "/dev/null" or last; $n++ } print "$n\\n"'`,
      // Bash would try again and again.
      `perl -e 'for (1..400) { defined($child = fork) or last; $child or exec "sleep", 30; $n++ } print "$n\\n"'`,
    ].join('\n'),
  );
  const [namespaces = 0, files = 0, bytes = 0, open = 0, processes = 0] = submission.output.trim().split('\n').map(Number);
  assert.ok(namespaces >= 64 && namespaces <= 70, submission.output);
  assert.ok(files > 16_000 && files <= 16_384, submission.output);
  assert.is(bytes, 64 * 1024 * 1024);
  assert.ok(open > 500 && open < 512, submission.output);
  assert.ok(processes > 200 && processes < 256, submission.output);
});

line('is watched after its end too', async (_, grade) => {
  // What it stores before is just within the limit, and what it has built takes a while to grade.
  const hungry = `${PLACE}; ${store(1, 12)}; (trap "" HUP; ${store(13, 25)}; sleep 60) &`;
  const run = await grade(`${WIRED}\n${FORWARD}\n${hungry}`, { lesson: 'docker-bridge' });
  assert.is(run.submission.endedBy, 'memory');
  assert.is(run.grade.type, 'grade');
});

test.run();
