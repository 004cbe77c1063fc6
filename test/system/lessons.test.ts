// guard: alone
// guard: deadline 400 s
import * as assert from 'uvu/assert';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { briefFlags } from '../support/brief.ts';
import { mayRun } from '../support/forms.ts';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { pooled, runLesson, summaryOf, trouble } from '../support/runs.ts';
import { planOf } from '../support/scripts.ts';
import { suite } from '../support/suite.ts';
import { tell } from '../support/tell.ts';

const test = suite('every lesson');
const installed = installCopy();
const everyone = accounts();
test.after(() => installed.remove());

/** Runs under way at once. */
const AT_ONCE = 4;

/** Busy machines answer late; a lesson that holds does not wait. */
const PATIENT = ['--deadline', '20'];

for (const account of everyone) {
  test(`every lesson holds as ${account.name} and leaves the machine as it was`, async () => {
    const before = snapshot();
    await pooled(LESSON_IDS, AT_ONCE, async (lesson) => {
      const ended = await runLesson(installed.program, lesson, { account, args: [...PATIENT, ...(await briefFlags(lesson))] });
      if (!mayRun(await planOf(lesson), account)) {
        assert.is(ended.code, 4, `${lesson}: ${trouble(ended)}`);
        assert.match(ended.stderr, /is skipped: this machine lacks the rights of root .*\nfix: run the same command with sudo/);
        tell(`${lesson}: as ${account.name} it says that it is for root alone`);
        return;
      }
      assert.is(ended.code, 0, `${lesson}: ${trouble(ended)}`);
      const summary = summaryOf(ended);
      assert.ok(summary.ok && summary.cleanup.ok && summary.checks.passed > 0, lesson);
      assert.is(summary.checks.failed + summary.checks.skipped, 0, lesson);
    });
    assert.equal(await settled(before), []);
  });
}

test('ten runs at once do not disturb each other', async () => {
  const before = snapshot();
  await pooled(Array.from({ length: 10 }), 10, async () => {
    const ended = await runLesson(installed.program, 'bridge-3ns');
    assert.is(ended.code, 0, trouble(ended));
  });
  assert.equal(await settled(before), []);
});

test('ten switches at once do not disturb each other', async () => {
  const before = snapshot();
  await pooled(Array.from({ length: 10 }), 10, async () => {
    const ended = await runLesson(installed.program, 'ovs-internal', { args: PATIENT });
    assert.is(ended.code, 0, trouble(ended));
  });
  assert.equal(await settled(before), []);
});

test('language, terminal width and colour of the caller change no verdict', async () => {
  const odd = { ...process.env, LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8', LANGUAGE: 'zh', COLUMNS: '20', TERM: 'vt52', FORCE_COLOR: '3' };
  const verdicts = (ended: Awaited<ReturnType<typeof runLesson>>) =>
    ended.events.flatMap((event) => (event.type === 'check-finished' ? [`${event.step}: ${event.kind}: ${event.status}`] : []));
  await pooled(LESSON_IDS, AT_ONCE / 2, async (lesson) => {
    const args = [...PATIENT, ...(await briefFlags(lesson))];
    const [plain, strange] = await Promise.all([process.env, odd].map((env) => runLesson(installed.program, lesson, { env, args })));
    assert.ok(plain && strange);
    assert.is(strange.code, 0, trouble(strange));
    assert.equal(verdicts(strange), verdicts(plain));
  });
});

for (const lesson of ['bridge-3ns', 'ovs-internal']) {
  test(`${lesson} grows, and says that it checks a sample`, async () => {
    const ended = await runLesson(installed.program, lesson, { args: ['--set', 'namespaces=17'] });
    assert.is(ended.code, 0, trouble(ended));
    assert.ok(ended.events.some((event) => event.type === 'note' && /ring \(17\).*sample across it \(16\)/.test(event.text)));
    const probes = ended.events.filter((event) => event.type === 'check-finished' && event.kind === 'reaches');
    assert.is(probes.length, 17 + 16);
  });
}

test('bridge-3ns takes a subnet of one’s own, and 260 namespaces need a wider one', async () => {
  const own = await runLesson(installed.program, 'bridge-3ns', { args: ['--set', 'subnet=192.0.2.0/28', '--set', 'namespaces=4'] });
  assert.is(own.code, 0, trouble(own));
  assert.ok(own.events.some((event) => event.type === 'check-finished' && event.claim === 'ns1 reaches 192.0.2.5'));
  const many = await runLesson(installed.program, 'bridge-3ns', { args: ['--set', 'namespaces=260', '--deadline', '20'] });
  assert.is(many.code, 0, trouble(many));
  assert.ok(
    many.events.some((event) => event.type === 'command-finished' && event.command === 'ip -n ns260 address add 10.10.11.5/23 dev veth259'),
  );
});

test.run();
