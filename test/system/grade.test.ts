// guard: deadline 600 s
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { EXERCISES } from '../support/exercises.ts';
import { exercise, failing, submit } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('grading');

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

test.run();
