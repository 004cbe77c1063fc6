// guard: deadline 180 s
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { diagnoseInLab } from '../../src/lab/diagnose.ts';
import type { Grade } from '../../src/lab/grade.ts';
import { openLab } from '../../src/lab/open.ts';
import { referenceSolution } from '../../src/lab/solution.ts';
import { runSubmission } from '../../src/lab/submission.ts';
import { speak } from '../../src/model/say.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { start } from '../support/runs.ts';
import { exercise, submit } from '../support/submit.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const test = suite('diagnosing in labs');
const installed = installCopy();
const folder = makeTempDir();
chmodSync(folder, 0o755);
test.after(() => installed.remove());

const failed = ({ checks }: Grade, id: RegExp) => checks.find((check) => id.test(check.id) && check.status === 'failed');

test('a graded check that packets arrive says why they do not, and what proves it', async () => {
  const task = await exercise('docker-bridge');
  const script = `${referenceSolution(task)}\niptables -P FORWARD DROP`;
  const { grade } = await submit('docker-bridge', script);
  const check = failed(grade, /reaches/);
  assert.match(check?.reason ?? '', /no rule of the chain FORWARD accepts it, and its policy is DROP/);
  assert.match(check?.evidence?.join('\n') ?? '', /^\$ iptables -t filter --line-numbers -nvL FORWARD\nbefore: .*policy DROP \d+ packets/m);
});

test('the command inside: the way and where it ends, in either language', async () => {
  const task = await exercise('bridge-3ns');
  const sandbox = await openLab(task);
  try {
    await runSubmission(`${referenceSolution(task)}\nip link set br-veth1 nomaster`, sandbox.channel);
    const asked = (words: string) => diagnoseInLab(task, sandbox.channel, words);
    const lost = await asked('ns1 10.10.10.3');
    assert.is(lost.exitCode, 1);
    assert.match(
      lost.text,
      /^ {2}LOST {2}veth0 in ns1 leads to the bridge br-test on the host, but veth1 in ns2, which holds 10\.10\.10\.3, to br-veth1/m,
    );
    assert.match(lost.text, /^ {2}ip link set br-veth1 master br-test$/m);
    assert.is((await asked('ns1 10.10.10.4')).exitCode, 0);
    assert.is((await asked('ns1')).exitCode, 2);
    assert.match((await asked('host 10.10.10.3')).text, /no device on the host has an address/);
    speak('zh');
    assert.match(
      (await asked('ns1 10.10.10.3')).text,
      /^ {2}丢失 {2}ns1 中的 veth0 通向主机上的网桥 br-test，而持有 10\.10\.10\.3 的 ns2 中的 veth1 通向主机上的 br-veth1$/m,
    );
  } finally {
    speak('en');
    assert.equal((await sandbox.dispose()).leftovers, []);
  }
});

for (const account of accounts())
  test(`a grade as ${account.name} has the proof`, async () => {
    const script = `${referenceSolution(await exercise('ovs-veth'))}\novs-vsctl set Port ovs-veth1 tag=20\n`;
    const solution = join(folder, `${account.uid}.sh`);
    writeFileSync(solution, script, { mode: 0o644 });
    const { code, stdout, stderr } = await start(
      installed.program,
      ['lab', 'grade', 'ovs-veth', '--solution', solution, '--reporter', 'json'],
      {
        account,
      },
    ).ended;
    assert.is(code, 1, `${stdout}${stderr}`);
    const check = failed(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Grade, /reaches/);
    assert.match(
      check?.reason ?? '',
      /the OVS bridge ovs-br keeps VLANs apart: its port ovs-veth0 is in no VLAN, and ovs-veth1 in VLAN 20/,
    );
    // What shows it is on lines of its own, by the checks' ids.
    const shown = stdout.split('\n').find((line) => line.startsWith(`{"type":"evidence","id":"${check?.id}"`)) ?? '{}';
    const { evidence = [] } = JSON.parse(shown) as { readonly evidence?: readonly string[] };
    assert.match(evidence.join('\n'), /^\$ ovs-vsctl --columns=name,tag list Port ovs-veth1\n.*\ntag +: 20/m);
  });

test.run();
