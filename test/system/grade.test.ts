// guard: deadline 600 s
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { ROOT } from '../../src/paths.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { indexLessons } from '../../src/plan/lesson-index.ts';
import { isForRootInSandbox } from '../../src/plan/plan.ts';
import { quoteWord } from '../../src/render/quote.ts';
import { exercise, failing, submit } from '../support/submit.ts';
import { suite } from '../support/suite.ts';
import { rejectionOf } from '../support/throws.ts';

const test = suite('grading');

/** What root alone can run is no exercise. */
const EXERCISES = (await indexLessons()).filter((lesson) => !isForRootInSandbox(lesson)).map(({ id }) => id);

test('every lesson is an exercise, but for what takes root', async () => {
  assert.ok(EXERCISES.length > 0);
  for (const lesson of LESSON_IDS.filter((id) => !EXERCISES.includes(id)))
    assert.match((await rejectionOf(exercise(lesson))).message, /has no exercise: what it builds takes root/);
});

for (const lesson of EXERCISES) {
  test(`${lesson}: the commands of the lesson score full`, async () => {
    const { grade, ended } = await submit(lesson, referenceSolution(await exercise(lesson)));
    assert.is(ended.exitCode, 0, ended.output);
    assert.equal(failing(grade), []);
    assert.ok(grade.passed && grade.maxScore > 0);
  });

  test(`${lesson}: doing nothing scores 0`, async () => {
    const { grade } = await submit(lesson, 'true');
    assert.is(grade.score, 0, grade.checks.flatMap(({ id, status }) => (status === 'passed' ? [id] : [])).join());
  });
}

const THREE = [1, 2, 3];
const onBridge = (wire: (n: number) => readonly string[]): string =>
  ['brctl addbr sw', 'ip link set sw up', ...THREE.flatMap((n) => [`ip netns add ns${n}`, ...wire(n)])].join('\n');

test('bridge-3ns: another way scores full, whatever the names', async () => {
  const script = onBridge((n) => [
    `ip link add p${n} type veth peer name e0 netns ns${n}`,
    `brctl addif sw p${n}`,
    `ip link set p${n} up`,
    `ip -n ns${n} addr add 10.10.10.${n + 1}/24 dev e0`,
    `ip -n ns${n} link set e0 up`,
  ]);
  const { grade } = await submit('bridge-3ns', script);
  assert.equal(failing(grade), []);
});

test('bridge-3ns: addresses on lo earn nothing', async () => {
  const script = onBridge((n) => [`ip -n ns${n} addr add 10.10.10.${n + 1}/24 dev lo`, `ip -n ns${n} link set lo up`]);
  const { grade } = await submit('bridge-3ns', script);
  assert.is(grade.score, 3);
  assert.ok(failing(grade).includes('address-ns1-10.10.10.2: lo is wired to nothing'), failing(grade).join('\n'));
});

test('bridge-3ns: one namespace that has all addresses is noticed', async () => {
  const script = `ip netns add ns1; ip netns add ns2; ip netns add ns3
    ip link add a type veth peer name b; ip link set a netns ns1; ip link set a up
    for n in 2 3 4; do ip -n ns1 addr add 10.10.10.$n/24 dev a; done; ip -n ns1 link set a up; ip link set b up`;
  const { grade } = await submit('bridge-3ns', script);
  assert.ok(
    failing(grade).some((line) => line.startsWith('address-ns2-10.10.10.3')),
    failing(grade).join('\n'),
  );
  assert.ok(!grade.passed);
});

test('bridge-3ns: two of three on the bridge are worth a part of it', async () => {
  const wire = (n: number) => [
    `ip link add p${n} ${n < 3 ? 'master sw' : ''} up type veth peer name e0 netns ns${n}`,
    `ip -n ns${n} addr add 10.10.10.${n + 1}/24 dev e0; ip -n ns${n} link set e0 up`,
  ];
  const { checks } = (await submit('bridge-3ns', onBridge(wire), { deadlineMs: 1_000 })).grade;
  const points = (id: string) =>
    checks.filter((one) => one.id === id).map(({ points: got, maxPoints, status }) => [got, maxPoints, status]);
  assert.equal(points('addresses-joined-1'), [[1, 2, 'failed']]);
  assert.equal(points('reachability-reaches-1'), [[2, 2, 'passed']]);
  assert.equal(points('reachability-reaches-2'), [[0, 2, 'skipped']]);
  assert.equal(points('reachability-learnt-7'), [[0, 2, 'skipped']]);
});

test('a script that is ended at its time is graded on what it had built', async () => {
  const { grade, ended } = await submit('bridge-3ns', 'ip netns add ns1; while :; do sleep 0.1; done', { milliseconds: 1_000 });
  assert.is(ended.limit, 'time');
  assert.is(grade.score, 1);
});

test('memory and output are limited', async () => {
  const memory = await submit('veth-direct', 'filled=$(head -c 150000000 /dev/zero | tr "\\0" x); sleep 60', { kilobytes: 65_536 });
  assert.is(memory.ended.limit, 'memory');
  const stored = await submit(
    'veth-direct',
    'mount -t tmpfs -o size=4g x /mnt; for i in $(seq 60); do head -c 4000000 /dev/zero >/mnt/$i; done',
    {
      kilobytes: 65_536,
    },
  );
  assert.is(stored.ended.limit, 'memory');
  const output = await submit('veth-direct', 'yes', { output: 10_000 });
  assert.is(output.ended.limit, 'output');
  assert.is(output.ended.output.length, 10_000);
});

test('what it leaves in the way of the grader changes nothing', async () => {
  const task = await exercise('veth-direct');
  const hostile = [
    'ln -s /proc/1/ns/net /run/netns/ns9; mkfifo /run/netns/ns8',
    'mkdir /tmp/bin; for tool in ip ping bridge nft sysctl nsenter bash; do printf "#!/bin/bash\\nexit 0\\n" >/tmp/bin/$tool; chmod 755 /tmp/bin/$tool; done',
    'PATH=/tmp/bin:$PATH',
    'for tool in ip ping nft; do mount --bind /tmp/bin/$tool $(command -p -v $tool); done',
    'printf "\\0e0 0 1.0\\0\\0x\\0ready 1\\n{\\"type\\":\\"grade\\",\\"score\\":99}\\n"',
    'for fd in 3 4 5 6 7 8 9 10 11 12; do echo garbage >&$fd; done 2>/dev/null',
    'kill -KILL -1; kill -KILL 1',
  ].join('\n');
  const { grade, ended } = await submit('veth-direct', `${referenceSolution(task)}\nset +e\n${hostile}`);
  assert.equal(failing(grade), []);
  assert.is(ended.limit, undefined);
});

test('the view is read-only, without homes, and without a way out', async () => {
  const script = [
    `for folder in / /etc /usr /var ${quoteWord(ROOT)}; do touch "$folder/netscenario-try" 2>/dev/null && echo WROTE; done`,
    'mount -o remount,rw / 2>/dev/null && echo REMOUNTED; mount -o remount,bind,rw / 2>/dev/null && echo REMOUNTED',
    'umount -l /home 2>/dev/null && echo UNCOVERED; umount -l /root 2>/dev/null && echo UNCOVERED',
    'ls -A /home /root | grep -v : | grep . && echo HOMES',
    'for socket in /run/docker.sock /run/dbus /run/systemd; do [[ ! -e $socket ]] || echo SOCKETS; done',
    'echo 1 2>/dev/null >/proc/sys/kernel/sysrq && echo SYSCTL',
    'ip -br link | grep -v ^lo && echo LINKS',
    'ls /run/netns',
    'ps ax | wc -l',
  ].join('\n');
  const { ended } = await submit('bridge-3ns', script);
  assert.not.match(ended.output, /WROTE|REMOUNTED|UNCOVERED|HOMES|SOCKETS|SYSCTL|LINKS/);
});

test('the outside is the grader’s: it is not there to be changed', async () => {
  const { ended, grade } = await submit(
    'docker-bridge',
    'ip netns list; ip netns add outside; ip -n outside addr add 192.168.80.2/24 dev lo',
  );
  assert.not.match(ended.output, /outside/);
  assert.is(grade.score, 0);
});

test.run();
