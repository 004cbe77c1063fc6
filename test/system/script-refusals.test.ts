import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { sameInAll } from '../../src/model/text.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { action, check } from '../../src/vocabulary/index.ts';
import { lessonOf, stepOf } from '../fixtures/lessons/base.ts';
import { cli } from '../support/cli.ts';
import { type Account, accounts } from '../support/installation.ts';
import { onThrowAway, planOf, print, runScript, scriptOf, writeScript } from '../support/scripts.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const test = suite('what printed scripts refuse');
const [, user] = accounts() as readonly [Account, Account];

interface Refusal {
  readonly lesson: string;
  /** What there is on the machine. */
  readonly given: string;
  readonly flags?: string;
  readonly says: RegExp;
}

const REFUSALS: readonly Refusal[] = [
  { lesson: 'bridge-3ns', given: 'ip netns add ns2', says: /this machine has the namespace ns2 already/ },
  { lesson: 'bridge-3ns', given: 'ip link add br-test type bridge', says: /has the device br-test already/ },
  {
    lesson: 'veth-direct',
    given: 'ip link add veth1 type veth peer name veth7; ip netns add ns0',
    says: /has the namespace ns0, the device veth1 already/,
  },
  {
    lesson: 'ovs-veth',
    given: 'mkdir /run/openvswitch; : >/run/openvswitch/db.sock',
    says: /has the file \/run\/openvswitch\/db\.sock already/,
  },
  { lesson: 'veth-same-host', given: ': >/tmp/capture-before.pcap', says: /has the file \/tmp\/capture-before\.pcap already/ },
  {
    lesson: 'docker-bridge',
    given: 'iptables -t nat -A POSTROUTING -s 1.1.1.0/24 ! -o br0 -j MASQUERADE',
    says: /has the rule for 1\.1\.1\.0\/24 already/,
  },
  {
    lesson: 'docker-bridge',
    given: 'ip link add up0 type bridge; ip link set up0 up; ip address add 192.0.2.1/24 dev up0; ip route add default via 192.0.2.9',
    says: /has a route to default already/,
  },
  {
    lesson: 'bridge-3ns',
    given: 'ip link add up0 type bridge; ip link set up0 up; ip address add 10.10.0.1/16 dev up0',
    says: /10\.10\.10\.0\/24 is in use here: 10\.10\.0\.0\/16 dev up0 .* fix: print the script with another subnet/,
  },
  {
    lesson: 'veth-same-host',
    given: 'ip link add up0 type bridge; ip link set up0 up; ip address add 10.1.1.129/25 dev up0',
    says: /10\.1\.1\.0\/24 is in use here: 10\.1\.1\.128\/25 dev up0/,
  },
  { lesson: 'docker-bridge', given: ':', says: /1\.1\.1\.0\/24 is public address space.* or say --public/ },
  { lesson: 'veth-direct', given: 'bash $SCRIPT --keep >/dev/null', says: /this lesson is up here already, .* fix: .* --undo/ },
  { lesson: 'veth-direct', given: ': >/run/netscenario-veth-direct.settings', says: /this lesson is up here already, .* fix: .* --undo/ },
  { lesson: 'veth-direct', given: ':', flags: '--undo', says: /there is nothing to take back/ },
];

const STATE =
  'state() { ip link; ip address; ip route; ip netns; nft list ruleset 2>/dev/null; ls -lR /run /tmp; sysctl -a -r "^net.ipv4.(conf|ip_f)" 2>/dev/null; }';

for (const { lesson, given, flags = '', says } of REFUSALS) {
  test(`${lesson} on a machine after \`${given}\`${flags && `, with ${flags}`}: exit code 4, and nothing is touched`, async () => {
    const command = `${STATE}; ${given}; before=$(state); bash $SCRIPT ${flags}; echo "code $?"; diff <(echo "$before") <(state) && echo untouched`;
    const { output } = await runScript(onThrowAway(scriptOf(await planOf(lesson), 'host'), ['bash', '-c', command]));
    assert.match(output.replaceAll('\n', ' '), says);
    assert.match(output, /^fix: .*\ncode 4\nuntouched\n$/m, output);
    assert.not.match(output, /\[1\//);
  });
}

test('kernel settings of the machine are put back, and what steps set too', async () => {
  const keys =
    'net.ipv4.ip_forward net.ipv4.conf.all.rp_filter net.ipv4.conf.default.rp_filter net.ipv4.conf.all.proxy_arp net.ipv6.conf.default.disable_ipv6';
  const command = `sysctl -q -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=2 net.ipv4.conf.all.proxy_arp=1
before=$(sysctl ${keys}); bash $SCRIPT >/dev/null; echo "code $?"; [[ $(sysctl ${keys}) == "$before" ]] && echo same; ls -d /run/netscenario*`;
  const { output } = await runScript(onThrowAway(scriptOf(await planOf('veth-same-host'), 'host'), ['bash', '-c', command]));
  assert.is(output, "code 0\nsame\nls: cannot access '/run/netscenario*': No such file or directory\n");
});

test('5: what an undo has left behind is named', async () => {
  const text = print(await planOf('veth-direct'), 'host');
  const undo = '  ip link del veth0\n  ip netns del ns1\n';
  assert.ok(text.includes(undo));
  const script = writeScript(text.replace(undo, '').replace('+ 10000000', '+ 100000'));
  const { output } = await runScript(onThrowAway(script, ['bash', '-c', 'bash $SCRIPT; echo "code $?"']));
  const left = ['the namespace ns1', 'the device veth1', 'the device veth0'];
  assert.match(output, /all holds: 3 checks passed[^\n]*\nclean-up: something is left behind\n/);
  for (const line of left) assert.ok(output.includes(`\n  ${line}\n`), output);
  assert.match(output, /code 5\n$/);
});

test('only root may do it to a machine', async () => {
  const { code, output } = await runScript(['bash', scriptOf(await planOf('veth-direct'), 'host')], { account: user });
  assert.is(code, 4, output);
  assert.is(output, 'veth-direct: only root may do this to a machine\nfix: use sudo\n');
});

for (const form of ['sandbox', 'host'] as const) {
  test(`${form}: a program that is missing is named with its package`, async () => {
    const script = scriptOf(await planOf('docker-bridge'), form);
    const bare = `mkdir /run/few; for tool in bash cut env sed ip sysctl mount unshare ping bridge nft iptables apt-get; do ln -s "$(command -v $tool)" /run/few; done
mount --bind /run/few /usr/sbin 2>/dev/null; mount --bind /run/few /sbin; mkdir -p /usr/local/sbin; mount --bind /run/few /usr/local/sbin; PATH=/run/few bash $SCRIPT; echo "code $?"`;
    const { output } = await runScript(onThrowAway(script, ['bash', '-c', bare]));
    assert.match(output, /^docker-bridge: this machine lacks .*\bconntrack\b/m);
    assert.match(output, /^fix: as root: .* package-of-conntrack\b/m);
    assert.match(output, /code 4\n$/);
  });

  test(`${form}: words that it does not know, and a deadline that is none, end with 2`, async () => {
    const script = scriptOf(await planOf('veth-direct'), form);
    const strange = await runScript(['bash', script, '$(id)\u001b[31m']);
    assert.is(strange.code, 2);
    assert.is(strange.output, "veth-direct: there is no flag $'$(id)\\E[31m'\nfix: --help shows which there are\n");
    for (const DEADLINE of ['soon', 'a[$(id)]', '0', '1e3', '-1', '1.5']) {
      const { code, output } = await runScript(['bash', script], { env: { DEADLINE } });
      assert.is(code, 2, output);
      assert.match(output, /^veth-direct: DEADLINE is '.*'\nfix: give whole seconds, 1 to 999\n$/);
    }
    const help = await runScript(['bash', script, '--help']);
    assert.is(help.code, 0);
    assert.match(help.output, /^veth-direct: Two namespaces .*\n[\s\S]*--keep[\s\S]*Exit codes: 0 all holds/);
  });
}

test('where the kernel allows no sandbox, cause, fix and sudo are named', async () => {
  const script = scriptOf(await planOf('veth-direct'), 'sandbox');
  const limited = 'echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --inh-caps=-all --bounding-set=-all bash "$1"';
  const { code, output } = await runScript(['unshare', '--user', '--map-root-user', 'sh', '-c', limited, 'sh', script], { account: user });
  assert.is(code, 4, output);
  assert.match(
    output,
    /^veth-direct: this system allows no such namespaces \(user\.max_user_namespaces is 0\)\nfix: sudo sysctl -w user\.max_user_namespaces=/,
  );
});

const HOSTILE = [
  '$(touch /tmp/pwned)',
  '`touch /tmp/pwned`',
  "'; touch /tmp/pwned; '",
  '"; touch /tmp/pwned; "',
  'a\ntouch /tmp/pwned\n',
  '\\',
  '#',
  '教程 é',
];

test('whatever prose and names a lesson has, it stays data', async () => {
  const word = HOSTILE.join(' ');
  const text = sameInAll(word);
  const lesson = lessonOf({
    title: text,
    summary: text,
    about: text,
    errata: [{ mistake: text, right: text }],
    tryNext: [text, sameInAll('shellcheck disable=all')],
    breakIt: [text],
    steps: () => [
      stepOf({
        title: text,
        why: text,
        look: text,
        note: text,
        actions: [action.netns({ name: 'ns1' }), action.up({ netns: 'ns1', dev: 'lo' })],
        checks: [check.reaches({ from: 'ns1', to: '127.0.0.1' })],
      }),
    ],
  });
  const plan = planScenario(lesson, { set: [], facts: { ovsDatapath: 'netdev' } });
  const [step] = plan.steps;
  const hostile = { ...plan, steps: [{ ...step, checks: step?.checks.map((one) => ({ ...one, claim: text })) ?? [] }] } as typeof plan;
  for (const form of ['sandbox', 'host'] as const) {
    const script = scriptOf(hostile, form);
    const { output } = await runScript(onThrowAway(script, ['bash', '-c', 'bash $SCRIPT; echo "code $?"; ls /tmp']));
    assert.match(output, /code 0\n$/, output);
    assert.ok(output.includes(`[1/1] ${word}\n`));
    assert.ok(output.includes(`  ok ${word}: `));
  }
});

test('-o makes a file that can be run; a place that cannot be written is named', async () => {
  const folder = makeTempDir();
  const path = join(folder, 'lesson.sh');
  assert.is((await cli(['render', 'veth-direct', '-o', path])).code, 0);
  assert.is(statSync(path).mode & 0o777, 0o755);
  const printed = await cli(['render', 'veth-direct']);
  assert.is(readFileSync(path, 'utf8'), printed.stdout);
  assert.match(execFileSync(path, { encoding: 'utf8' }), /all holds: 3 checks passed/);
  const refused = await cli(['render', 'veth-direct', '-o', join(folder, 'nowhere/lesson.sh')]);
  assert.is(refused.code, 2);
  assert.match(refused.stderr, /^netscenario: cannot write .*nowhere\/lesson\.sh': .*\nfix: /);
});

test.run();
