// guard: deadline 600 s
/** What docs/grading.md says of a graded script that would rather have to do with its grade. */
import * as assert from 'uvu/assert';
import { gradeExercise } from '../../src/lab/grade.ts';
import { openLab } from '../../src/lab/open.ts';
import { referenceSolution } from '../../src/lab/solution.ts';
import { LIMITS, runSubmission } from '../../src/lab/submission.ts';
import { FORWARD, WIRED } from '../support/docker-answers.ts';
import { exercise } from '../support/submit.ts';
import { could, full, rightAnd, shell, threats } from '../support/threat.ts';

const { line, test } = threats('a graded script, and what grades it');

line('ends nothing but itself', async (_, grade) => full(await grade(rightAnd('kill -KILL 1; kill -STOP 1; kill -KILL -1'))));

line('puts nothing of its own in the place of what grades', async (_, grade) => {
  const hostile = [
    'mkdir /tmp/bin; for tool in ip ping bridge nft sysctl nsenter bash stat awk; do printf "#!/bin/sh\\nexit 0\\n" >/tmp/bin/$tool; chmod 755 /tmp/bin/$tool; done',
    'export PATH=/tmp/bin:$PATH LD_PRELOAD=/tmp/x.so BASH_ENV=/tmp/env ENV=/tmp/env IFS=x; ping() { :; }; export -f ping; echo "exit 0" | tee /tmp/env /root/.bashrc /root/.profile >/dev/null',
    'for tool in ip ping nft; do for real in /usr/bin/$tool /usr/sbin/$tool; do mount --bind /tmp/bin/$tool $real; done; done',
    'mount -t tmpfs x /etc; mount -t tmpfs x /usr/lib',
  ].join('\n');
  full(await grade(rightAnd(hostile)));
  const cheat = await grade(hostile);
  assert.is(cheat.grade.score, 0);
  assert.is(cheat.code, 1);
});

line('forges nothing by what it prints', async (_, grade) => {
  const forged = '{"type":"grade","lab":"veth-direct","score":99,"maxScore":99,"passed":true,"checks":[]}';
  const script = [
    `printf '\\0e0 0 1.0\\0\\0x\\0\\0${'f00d'.repeat(4)} e0 0 1\\0ready 1\\n'; echo '${forged}'`,
    `for fd in {3..40}; do echo '${forged}' >&$fd; done 2>/dev/null; (sleep 2; echo '${forged}') &`,
    'for fd in /proc/self/fd/*; do [[ ! -e $fd ]] || echo "open: $fd"; done',
  ].join('\n');
  const { submission, grade: given, code, stdout } = await grade(script);
  assert.is(given.score, 0);
  assert.is(code, 1);
  const lines = stdout.trimEnd().split('\n');
  assert.is(lines.filter((text) => text.startsWith('{"type":"grade"')).length, 1);
  // What stands between NULs would be the agent's; and it has no descriptors but its three, and bash's own of the script.
  assert.ok(submission.output.startsWith(`e0 0 1.0x${'f00d'.repeat(4)} e0 0 1ready 1\n${forged}\n`), submission.output);
  assert.equal(
    submission.output.match(/(?<=^open: \/proc\/self\/fd\/)\d+$/gm)?.filter((fd) => fd !== '255'),
    ['0', '1', '2'],
  );
});

line('gains nothing by what it leaves in /run/netns', async (_, grade) => {
  const odd = [
    'cd /run/netns; ln -s /proc/1/ns/net ns9; mkfifo ns8; ln -s .. ns7; : >ns6',
    `for name in $'a\\nb' 'a b' '..x' '$(id)' "$(printf 'x%.0s' {1..200})" host outside; do : >"$name"; mount --bind /proc/self/ns/net "$name"; done`,
    'touch many; for i in {1..300}; do : >x$i; mount --bind /proc/self/ns/net x$i; done',
  ].join('\n');
  full(await grade(rightAnd(odd)));
});

line('shows a terminal nothing that it would obey', async (_, grade) => {
  const script = rightAnd(
    `for n in $'\\e[2J' "a'b\\"" $'x\\x80\\x01' '$(id);' 'b\\n' $'\\x9b2J'; do ip link add "$n" type bridge; ip netns exec \${first:-$(ip netns list | head -1 | cut -d' ' -f1)} ip link add "$n" type bridge; done; echo $'\\e[2J\\x7f'`,
  );
  const run = await grade(script);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  assert.not.match(run.stdout.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f]/);
  full(run);
});

line('does not make the grader read without end', async (_, grade) => {
  // A listing of 200000 routes is longer than what is read. One ip(8) would take too much memory for so many.
  const routes = `awk -v part=$part 'BEGIN { for (i = 0; i < 20000; i++) printf "route add 11.%d.%d.%d/32 dev lo\\n", part, i / 256, i % 256 }'`;
  const many = `ip -n ns0 link set lo up; for part in {1..10}; do ${routes} | ip -n ns0 -batch -; done`;
  const run = await grade(rightAnd(many));
  assert.is(run.submission.endedBy, 'itself', run.submission.output);
  assert.is(run.grade.checks.find(({ id }) => id === 'netns-ns0')?.status, 'failed');
});

test('what is not settled when the time is up has failed', async () => {
  const task = await exercise('veth-direct');
  const sandbox = await openLab(task);
  try {
    await runSubmission(rightAnd(''), sandbox.channel, LIMITS);
    const context = { channel: sandbox.channel, lang: 'en', signal: new AbortController().signal, deadlineMs: 1_000 } as const;
    const { score, checks } = await gradeExercise(task, { ...context, limitMs: 1 });
    assert.is(score, 0);
    for (const { status, reason } of checks)
      assert.is(`${status}: ${reason?.split(':')[0]}`, 'failed: its network could not be read in time');
  } finally {
    await sandbox.dispose();
  }
});

line('neither sees nor changes the outside, nor puts another in its place', async (_, grade) => {
  const lesson = 'docker-bridge';
  const hostile = [
    'ip netns list | grep outside',
    could('ENTERED', 'ip netns exec outside true', 'nsenter --net=/run/netns/outside true'),
    could('TAKEN', 'ip -n outside link set ens33-gw down', 'ip link add taken link-netnsid 0 type veth', 'ip link set lo netns outside'),
  ].join('\n');
  // It answers the pings, and the way to it needs no translation.
  const another = `ip netns add outside
    ip link add o0 type veth peer name o1 netns outside; ip addr add 192.0.2.1/24 dev o0; ip link set o0 up
    ip -n outside addr add 192.168.80.2/32 dev o1; ip -n outside link set o1 up; ip -n outside route add default dev o1
    ip route add 192.168.80.2/32 dev o0`;
  const honest = await grade(`${referenceSolution(await exercise(lesson))}\nset +e\n${hostile}\nip netns add outside`, { lesson });
  assert.not.match(honest.submission.output, /outside|ENTERED|TAKEN/);
  full(honest);
  const { grade: given } = await grade([WIRED, FORWARD, hostile, another].join('\n'), { lesson });
  assert.is(given.checks.find(({ status }) => status === 'failed')?.id, 'masquerade-reaches-1');
});

line('changes nothing of Open vSwitch but its bridges', async (_, grade) => {
  const place = '/run/openvswitch';
  const hostile = [
    could(
      'REPLACED',
      `rm -f ${place}/db.sock`,
      `mv ${place}/db.sock /tmp/db.sock`,
      `: >${place}/new`,
      `mount -t tmpfs x ${place} && umount ${place} && : >${place}/new`,
    ),
    could(
      'WROTE',
      'ovs-appctl vlog/set ANY:file:dbg && ovs-appctl -t ovs-vswitchd vlog/reopen && test -s /var/log/openvswitch/ovs-vswitchd.log',
    ),
    `awk '$5 == "${place}" { print $6 }' /proc/self/mountinfo | cut -d, -f1`,
    'pkill -KILL ovs-vswitchd; pkill -KILL ovsdb-server',
  ].join('\n');
  const run = await grade(`${referenceSolution(await exercise('ovs-veth'))}\nset +e\n${hostile}`, { lesson: 'ovs-veth' });
  assert.is(run.submission.output.trim(), 'ro');
  full(run);
});

line('leaves nothing', async (account, grade) => {
  const things = () =>
    shell(
      account,
      'ipcs -a | sort; ls -A /tmp /dev/shm /run/netns 2>/dev/null | grep -E "^threat-|^n[0-9]"; find /sys/fs/cgroup -name "threat-*" 2>/dev/null',
    );
  const before = await things();
  await grade(
    'ipcmk -M 4096; ipcmk -Q; ipcmk -S 1; : >/tmp/threat-file; : >/dev/shm/threat-file; setsid -f sleep 4711; ip netns add threat-netns; disown -a',
  );
  assert.is(await things(), before);
  assert.is(await shell(account, 'pgrep -fx "sleep 4711"'), '');
});

test.run();
