// guard: deadline 900 s
/** Each line of the threat model in docs/grading.md, as root and as an ordinary user. */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { type GradeRun, gradeAs } from '../support/grade-as.ts';
import { type Account, accounts, installCopy } from '../support/installation.ts';
import { exercise } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('a graded script that is not trusted');
const installed = installCopy();
test.after(() => installed.remove());

const right = referenceSolution(await exercise('veth-direct'));
/** What is asked for, and then something hostile, whatever becomes of it. */
const rightAnd = (hostile: string): string => `${right}\nset +e\n${hostile}`;

/** Prints a word for what it could do: one that a test does not want to see. */
const could = (word: string, ...attempts: readonly string[]): string =>
  attempts.map((attempt) => `( ${attempt} ) >/dev/null 2>&1 && echo ${word}`).join('\n');

function line(
  title: string,
  body: (account: Account, grade: (script: string, options?: Partial<Parameters<typeof gradeAs>[1]>) => Promise<GradeRun>) => Promise<void>,
): void {
  for (const account of accounts())
    test(`${title} (${account.name})`, () =>
      body(account, (script, options = {}) => gradeAs(script, { cli: installed.cli, account, ...options })));
}

const full = ({ grade, code }: GradeRun): void => {
  assert.is(grade.type, 'grade');
  assert.equal(
    grade.checks.filter(({ status }) => status !== 'passed'),
    [],
  );
  assert.is(code, 0);
};

line('sees of the machine its programs and settings, and no files of anybody', async (account, grade) => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-secret-'));
  try {
    for (const place of [folder, `/home/netscenario-try`]) writeFileSync(join(place, 'netscenario-secret'), 'told-nobody', { mode: 0o644 });
    chmodSync(folder, 0o755);
    chownSync(folder, account.uid, account.gid);
    const { submission } = await grade(
      [
        `cat ${folder}/netscenario-secret /home/*/* /root/* /proc/*/cwd/* /proc/*/root/${folder}/*`,
        `find / -xdev -name 'netscenario-*' -not -path '/proc/*'`,
        'ls /',
        'ls -A /home /root /tmp /var/lib',
      ].join('\n'),
    );
    assert.not.match(submission.output, /told-nobody/);
    assert.not.match(submission.output, /^(boot|lost\+found|work)$/m);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync('/home/netscenario-try/netscenario-secret', { force: true });
  }
});

line('changes no file of the machine, and can take away no mount', async (_, grade) => {
  const { submission } = await grade(
    [
      could('WROTE', ...['/', '/etc', '/usr', '/usr/bin', '/var', '/dev', '/home'].map((folder) => `: >${folder}/netscenario-try`)),
      could(
        'REMOUNTED',
        ...['/', '/usr', '/etc'].flatMap((place) => [`mount -o remount,rw ${place}`, `mount -o remount,bind,rw ${place}`]),
      ),
      could(
        'REMOVED',
        ...['/proc', '/sys', '/dev', '/run', '/tmp', '/usr', '/etc'].flatMap((place) => [`umount ${place}`, `umount -l ${place}`]),
      ),
      could('ESCAPED', 'mount --rbind / /mnt && umount -l /mnt/proc', 'mkdir -p /tmp/o && pivot_root / /tmp/o'),
    ].join('\n'),
  );
  assert.is(submission.output.trim(), '');
});

line('has no right over the machine itself', async (_, grade) => {
  const { submission } = await grade(
    [
      could(
        'SET',
        'date -s 2001-01-01',
        'echo 1 >/proc/sys/kernel/sysrq',
        'echo h >/proc/sysrq-trigger',
        'echo 1 >/proc/sys/vm/drop_caches',
        'echo 1 >/proc/sys/kernel/pid_max',
      ),
      could(
        'RULES',
        'modprobe dummy',
        'dmesg',
        'swapon /dev/zero',
        'mknod /tmp/disk b 8 0',
        'renice -n -5 $$',
        'ulimit -u 100000',
        'ulimit -n 100000',
      ),
      could('WROTE', 'find /sys -type f -writable -not -path "/sys/*/net/*" -not -path "/sys/fs/cgroup/*" | grep .'),
      could('DEVICES', 'ls /dev | grep -vxE "fd|full|net|null|ptmx|pts|random|shm|std(in|out|err)|tty|urandom|zero" | grep .'),
      'hostname netscenario-try; hostname',
    ].join('\n'),
  );
  assert.match(submission.output, /^netscenario-try\s*$/);
});

line('finds no control groups of the machine', async (_, grade) => {
  const { submission } = await grade(
    could('GROUPS', 'unshare --cgroup true', 'ls /sys/fs/cgroup | grep .', 'mount -t cgroup2 x /mnt', 'mount -t cgroup -o pids x /mnt'),
  );
  assert.is(submission.output.trim(), '');
});

line('sees no process but its own, and can reach none', async (_, grade) => {
  const { submission } = await grade(
    'for pid in /proc/[0-9]*; do tr "\\0" " " <$pid/cmdline | grep -oE "node|ovs|agent|nsenter" ; done; umount -l /proc; ls -d /proc/[0-9]* | wc -l',
  );
  assert.not.match(submission.output, /node|ovs|agent|nsenter/);
  assert.ok(Number(submission.output.trim().split('\n').at(-1)) < 8, submission.output);
});

line('finds nothing that processes share: memory, messages, sockets, keys, variables', async (account, grade) => {
  const socket = createServer().listen({ path: '\0netscenario-threat' });
  try {
    const keys = `$|=1; syscall(250, 1, 0); my ($t, $d, $p) = ("user", "netscenario-key", "secret"); syscall(248, $t, $d, $p, length($p), -3); exec @ARGV`;
    const { submission, stderr } = await grade(
      [
        'readlink /proc/self/ns/{ipc,uts,net,mnt,pid,user}',
        `perl -e 'my ($t, $d) = ("user", "netscenario-key"); print "KEYS\\n" if syscall(250, 10, -3, $t, $d, 0) > 0'`,
        could('SOCKET', 'socat -u OPEN:/dev/null ABSTRACT-CONNECT:netscenario-threat'),
        'tr "\\0" "\\n" </proc/1/environ | grep -i secret; env | grep -i secret',
      ].join('\n'),
      { env: { NETSCENARIO_SECRET: 'secret' }, before: ['perl', '-e', keys] },
    );
    assert.not.match(submission.output, /KEYS|SOCKET|secret/i, stderr);
    const own = new Set((await shell(account, 'readlink /proc/self/ns/{ipc,uts,net,mnt,pid,user}')).split('\n'));
    assert.equal(
      submission.output
        .trim()
        .split('\n')
        .filter((name) => own.has(name)),
      [],
    );
  } finally {
    socket.close();
  }
});

function shell(account: Account, command: string): Promise<string> {
  const child = spawn('bash', ['-c', command], { uid: account.uid, gid: account.gid, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve) => child.once('close', () => resolve(text.trim())));
}

line('reaches no network but its own', async (_, grade) => {
  const { submission } = await grade(
    [
      could('LINKS', 'ip -br link | grep -v ^lo', 'ip route get 1.1.1.1', 'ip netns list | grep .'),
      could('SOCKETS', 'find / -xdev \\( -type s -o -type p \\) -not -path "/proc/*" -not -path "/run/netscenario/*" | grep .'),
    ].join('\n'),
  );
  assert.is(submission.output.trim(), '');
});

line('is ended at its time, and graded on what it had built', async (_, grade) => {
  const run = await grade(rightAnd('trap "" TERM HUP INT; kill -STOP $PPID; while :; do :; done'), { args: ['--timeout', '3'] });
  assert.is(run.submission.endedBy, 'time');
  full(run);
});

line('is ended at its memory, also at what it stores', async (_, grade) => {
  for (const hungry of [
    'x=$(head -c 400000000 /dev/zero | tr "\\0" x)',
    'mount -t tmpfs -o size=4g x /mnt; for i in $(seq 99); do head -c 40000000 /dev/zero >/mnt/$i; done',
  ])
    assert.is((await grade(`${hungry}; sleep 60`)).submission.endedBy, 'memory', hungry);
});

line('is ended at what it prints', async (_, grade) => {
  const run = await grade('yes');
  assert.is(run.submission.endedBy, 'output');
  assert.ok(run.submission.output.length <= 1_048_576);
});

line('starts no more processes, namespaces and files than it may', async (_, grade) => {
  const { submission } = await grade(
    [
      'for i in $(seq 300); do ip netns add n$i 2>/dev/null || break; done; ls /run/netns | wc -l',
      'for i in $(seq 20000); do : >/tmp/f$i || break; done 2>/dev/null; ls /tmp | wc -l',
      // What waits and counts here starts no process of its own.
      'mkfifo /mnt/never; exec 9<>/mnt/never',
      '(for i in $(seq 400); do sleep 30 & done) 2>/dev/null & read -r -t 5 -u 9 _; set -- /proc/[0-9]*; echo $#',
    ].join('\n'),
    { args: ['--timeout', '20'] },
  );
  const counts = submission.output.split('\n').filter((text) => /^\d+$/.test(text));
  const [namespaces, files, processes] = counts.map(Number);
  assert.ok(Number(namespaces) < 100 && Number(files) < 17_000, submission.output);
  assert.ok(Number(processes) <= 260, submission.output);
});

line('is watched after its end too', async (_, grade) => {
  const store = (from: number, to: number) => `for i in {${from}..${to}}; do head -c 20000000 /dev/zero >/mnt/$i; done`;
  const hungry = `mount -t tmpfs -o size=4g x /mnt; ${store(1, 8)}; (trap "" HUP; ${store(9, 99)}; sleep 60) &`;
  const run = await grade(rightAnd(hungry));
  assert.is(run.submission.endedBy, 'memory');
  assert.is(run.grade.type, 'grade');
});

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
  const {
    grade: given,
    code,
    stdout,
  } = await grade(
    `printf '\\0e0 0 1.0\\0\\0x\\0\\0${'0'.repeat(16)} e0 0 1\\0ready 1\\n'; echo '${forged}'; for fd in {3..40}; do echo '${forged}' >&$fd; done 2>/dev/null; (sleep 2; echo '${forged}') &`,
  );
  assert.is(given.score, 0);
  assert.is(code, 1);
  assert.is(
    stdout
      .trimEnd()
      .split('\n')
      .filter((text) => text.startsWith('{"type":"grade"')).length,
    1,
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

line('does not make the grader slow without end', async (_, grade) => {
  const many = `ip link add big type bridge; ip link set big up; ip addr add 10.99.0.1/16 dev big; seq 1 250000 | awk '{ printf "route add 11.%d.%d.%d/32 via 10.99.0.2\\n", $1 / 65536, $1 / 256 % 256, $1 % 256 }' | ip -batch - -force`;
  // A grade that does not come within a minute and a half fails in gradeAs.
  const run = await grade(rightAnd(many), { args: ['--timeout', '10'] });
  assert.is(run.grade.type, 'grade');
});

line('neither sees nor changes the outside, nor puts another in its place', async (_, grade) => {
  const hostile = [
    'ip netns list',
    could('ENTERED', 'ip netns exec outside true', 'nsenter --net=/run/netns/outside true'),
    could('TAKEN', 'ip -n outside link set ens33-gw down', 'ip link set lo netns outside'),
    'ip netns add outside; ip -n outside link set lo up; ip -n outside addr add 192.168.80.2/24 dev lo',
  ].join('\n');
  const { submission, grade: given } = await grade(hostile, { lesson: 'docker-bridge' });
  assert.is(submission.output.trim(), '');
  assert.is(given.score, 0);
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
    'pkill -KILL ovs-vswitchd; pkill -KILL ovsdb-server',
  ].join('\n');
  const { submission, grade: given } = await grade(`${referenceSolution(await exercise('ovs-veth'))}\nset +e\n${hostile}`, {
    lesson: 'ovs-veth',
  });
  assert.is(submission.output.trim(), '');
  assert.equal(
    given.checks.filter(({ status }) => status !== 'passed'),
    [],
  );
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
