// guard: deadline 600 s
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { exercise, submit } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('grading again');

/** How many are graded at the same time. */
const AT_ONCE = 3;

/** What the kernel, the clock or a Docker daemon chooses, of a grade: indexes, MAC addresses, times and counts of bytes, names of cables. */
function withoutChance(grade: unknown): string {
  return JSON.stringify(grade, undefined, 1)
    .replaceAll(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, 'MAC')
    .replaceAll(/\bveth[0-9a-f]{7}\b/g, 'VETH')
    .replaceAll(/\b(index|peer) \d+/g, '$1 N')
    .replaceAll(/\b[\d.]+( [\d.]+)* ms\b/g, 'TIME')
    .replaceAll(/\btime[ =<][\d.]+ ?ms\b/g, 'TIME');
}

/** Grades a script so many times, some at once; resolves to the grades that differ from each other. */
async function gradesOf(lesson: string, script: string, times: number): Promise<readonly string[]> {
  const seen = new Set<string>();
  let left = times;
  const work = async (): Promise<void> => {
    for (; left > 0; ) {
      left -= 1;
      seen.add(withoutChance((await submit(lesson, script, { deadlineMs: 20_000 })).grade));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [...seen];
}

/** The lines of grades that are not in all of them. */
function differences(grades: readonly string[]): string {
  const lines = grades.map((grade) => grade.split('\n'));
  return lines.flatMap((own) => own.filter((line) => !lines.every((other) => other.includes(line)))).join('\n');
}

test('fifty grades of one submission are one grade', async () => {
  const right = await gradesOf('veth-direct', referenceSolution(await exercise('veth-direct')), 50);
  assert.is(right.length, 1, differences(right));
});

test('so are those of one that is wrong', async () => {
  const swapped = `ip netns add ns0; ip netns add ns1; ip link add v0 netns ns0 type veth peer name v1 netns ns1
    ip -n ns0 addr add 10.10.10.2/24 dev v0; ip -n ns0 link set v0 up; ip -n ns1 addr add 10.10.10.3/16 dev v1`;
  const wrong = await gradesOf('veth-direct', swapped, 10);
  assert.is(wrong.length, 1, differences(wrong));
});

for (const lesson of ['docker-bridge', 'ovs-veth', 'docker-real'])
  test(`so are those of ${lesson}`, async () => {
    const grades = await gradesOf(lesson, referenceSolution(await exercise(lesson)), 6);
    assert.is(grades.length, 1, differences(grades));
  });

test.run();
