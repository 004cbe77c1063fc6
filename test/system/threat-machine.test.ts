// guard: deadline 600 s
/** What docs/grading.md says of the machine that a graded script is not to reach. */
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { could, shell, threats } from '../support/threat.ts';

const { line, test } = threats('a graded script, and the machine');

/** All that is at the root of the cell, on any machine. */
const SEEN = /^(bin|dev|etc|gnu|home|lib|lib32|lib64|libx32|media|mnt|nix|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)$/;

/** A home of the caller's that lies where the cell sees the machine's files. */
const STRAY_HOME = '/etc/skel';

line('sees of the machine its programs and settings, and no files of anybody', async (account, grade) => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-secret-'));
  try {
    for (const place of [folder, `/home/netscenario-try`]) writeFileSync(join(place, 'netscenario-secret'), 'told-nobody', { mode: 0o644 });
    chmodSync(folder, 0o755);
    chownSync(folder, account.uid, account.gid);
    const { submission } = await grade(
      [
        `cat ${folder}/netscenario-secret /home/*/* /root/* /proc/*/cwd/* /proc/*/root/${folder}/* 2>/dev/null`,
        "find / -path /proc -prune -o -path /sys -prune -o -name 'netscenario-*' -print 2>/dev/null",
        `for place in home media mnt opt root srv var/cache var/lib var/log ${STRAY_HOME}; do ls -A "/$place" | sed s/^/kept:/; done`,
        'ls -A /tmp | grep -vx solution.sh',
        'ls -A / | sed s/^/top:/',
      ].join('\n'),
      { env: { HOME: STRAY_HOME } },
    );
    const lines = submission.output.trim().split('\n');
    assert.equal(
      lines.filter((text) => !SEEN.test(text.replace('top:', ''))),
      [],
    );
    assert.ok(lines.includes('top:usr'), submission.output);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync('/home/netscenario-try/netscenario-secret', { force: true });
  }
});

line('changes no file of the machine, and can take away no mount', async (_, grade) => {
  const { submission } = await grade(
    [
      // Whose files they are keeps it from most of them as well, so the mounts themselves are looked at. Another /sys covers the machine's.
      `awk '$6 !~ /^ro(,|$)/ && $5 !~ "^/sys/" { print "writable:" $5 }' /proc/self/mountinfo | sort -u`,
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
  const places = ['/dev/pts', '/dev/shm', '/mnt', '/proc', '/root', '/run', '/sys', '/tmp', '/var/tmp'];
  assert.equal(
    submission.output.trim().split('\n'),
    places.map((place) => `writable:${place}`),
  );
});

line('has no right over the machine itself', async (_, grade) => {
  // What is tried would change nothing where it could be done.
  const keep = (setting: string) => `now=$(<${setting}) && echo "$now" >${setting}`;
  const { submission } = await grade(
    [
      could('SET', 'date -s now', ...['kernel/sysrq', 'vm/swappiness'].map((name) => keep(`/proc/sys/${name}`))),
      could('RULES', 'modprobe dummy', 'dmesg', 'mknod /tmp/disk b 8 0', 'renice -n -5 $$'),
      could('WROTE', 'find /sys -type f -writable -not -path "/sys/*/net/*" -not -path "/sys/fs/cgroup/*" | grep .'),
      could('DEVICES', 'ls /dev | grep -vxE "fd|full|net|null|ptmx|pts|random|shm|std(in|out|err)|tty|urandom|zero" | grep .'),
      'stat -c "owner %u" /etc/passwd',
      'hostname netscenario-try; hostname',
    ].join('\n'),
  );
  // Root of the machine is nobody here.
  assert.equal(submission.output.trim().split('\n'), ['owner 65534', 'netscenario-try']);
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
  const seen = Number(submission.output.trim().split('\n').at(-1));
  assert.ok(seen > 0 && seen < 8, submission.output);
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
        'tr "\\0" "\\n" </proc/1/environ | grep -i secret; env | cut -d= -f1 | sort | paste -sd " " | sed "s/^/variables: /"',
      ].join('\n'),
      { env: { NETSCENARIO_SECRET: 'secret' }, before: ['perl', '-e', keys] },
    );
    assert.not.match(submission.output, /KEYS|SOCKET|secret/i, stderr);
    assert.match(submission.output, /^variables: HOME LC_ALL PATH PWD SHLVL TERM _$/m);
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

line('reaches no network but its own', async (_, grade) => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-socket-'));
  const socket = createServer().listen({ path: join(folder, 'socket'), readableAll: true, writableAll: true });
  try {
    chmodSync(folder, 0o755);
    const { submission } = await grade(
      [
        could('LINKS', 'ip -br link | grep -v ^lo', 'ip route get 1.1.1.1', 'ip netns list | grep .'),
        'find / \\( -path /proc -o -path /sys -o -path /run/netscenario \\) -prune -o \\( -type s -o -type p \\) -print 2>/dev/null',
      ].join('\n'),
    );
    assert.is(submission.output.trim(), '');
  } finally {
    socket.close();
    rmSync(folder, { recursive: true });
  }
});

test.run();
