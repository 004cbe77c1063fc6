// guard: deadline 1200 s
/** The Docker daemon that a graded script finds in its cell, as root and as an ordinary user (docs/grading.md). */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { gradeAs } from '../support/grade-as.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { exercise } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('a Docker daemon that a graded script may ask for everything');
const installed = installCopy();
test.after(() => installed.remove());

const right = referenceSolution(await exercise('docker-real'));
const EVERYTHING = '--rm --privileged --network host --uts host --ipc host -v /:/machine';

for (const account of accounts()) {
  const grade = (script: string) => gradeAs(script, { cli: installed.cli, account, lesson: 'docker-real', args: ['--timeout', '80'] });

  test(`the commands of the lesson score full (${account.name})`, async () => {
    const { code, submission, grade: graded } = await grade(right);
    assert.is(submission.exitCode, 0, submission.output);
    assert.equal(
      graded.checks.filter(({ status }) => status !== 'passed'),
      [],
    );
    assert.is(code, 0);
  });

  test(`gives a container no more than the cell has (${account.name})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netscenario-secret-'));
    try {
      chmodSync(folder, 0o755);
      writeFileSync(join(folder, 'netscenario-secret'), 'told-nobody', { mode: 0o644 });
      const { submission } = await grade(`
        docker run ${EVERYTHING} busybox sh -c '
          echo begun
          cat /machine${folder}/netscenario-secret /machine/home/*/* /machine/proc/*/root${folder}/netscenario-secret
          head -c 1 /machine/etc/shadow && echo READ
          touch /machine/usr/netscenario-was-here && echo WROTE
          mount -o remount,rw,bind /machine/usr && echo REMOUNTED
          mkdir -p /tmp && mknod /tmp/null c 1 3 && echo MADE
          mkdir -p /new && mount -t cgroup2 new /new && echo CONTROLLED
          echo 1 >/proc/sys/kernel/panic && echo SET
          date -s 2020-01-01 2>&1
          ls /sys/class/net'
        docker run --rm --pid host busybox echo SEEN
        docker run --rm --device /dev/kmsg busybox echo GIVEN
        docker run --rm --ulimit nproc=100000 busybox echo UNLIMITED
        docker run --rm busybox sh -c 'echo $(ulimit -u) processes, $(ulimit -n) files'
        true`);
      assert.match(submission.output, /^begun$/m);
      assert.match(submission.output, /can't set date: Operation not permitted/);
      assert.match(submission.output, /^docker0$/m, 'the host of a container is the cell');
      assert.match(submission.output, /^256 processes, 512 files$/m);
      assert.not.match(submission.output, /told-nobody|^(READ|WROTE|REMOUNTED|MADE|CONTROLLED|SET|SEEN|GIVEN|UNLIMITED)$/m);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test(`counts what containers take (${account.name})`, async () => {
    const { submission } = await grade(`docker run --rm busybox sh -c 'x=$(yes | head -c 400000000); sleep 60'`);
    assert.is(submission.endedBy, 'memory', submission.output);
  });

  test(`is not believed (${account.name})`, async () => {
    const { submission, grade: graded } = await grade(`
      set -e
      pkill -KILL dockerd
      rm -f /run/docker.sock
      for name in web centos0 centos1 test1 test2; do printf '%s\\n' "$$ /$name"; done >/tmp/said
      printf '#!/bin/bash\\ncat /tmp/said; sleep 100\\n' >/tmp/docker; chmod 755 /tmp/docker
      mount --bind /tmp/docker /usr/bin/docker
      setsid sleep 100 &`);
    assert.is(submission.exitCode, 0, submission.output);
    assert.is(graded.score, 0, JSON.stringify(graded.checks.filter(({ status }) => status === 'passed')));
  });
}

test.run();
