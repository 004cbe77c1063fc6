import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { cli } from '../support/cli.ts';
import { skip } from '../support/skip.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

/** What is typed, and what is said about it; `says` is matched against all of the message, lines joined. */
type Case = readonly [args: readonly string[], says: RegExp];

/** Title, up to twelve faults, how many more, fix. */
const MAX_LINES = 16;

/** Runs one case and checks what every message must be: short, on standard error alone, without a trace. */
async function refuses([args, says]: Case, code: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const result = await cli(args, env);
  assert.is(result.code, code, `exit code ${result.code}: ${result.stderr}${result.stdout}`);
  assert.is(result.stdout, '');
  assert.match(result.stderr.replace(/\n\s*/g, ' '), says);
  assert.match(result.stderr, /^netscenario: \S/);
  assert.not.match(result.stderr, /\n {4}at |dist\/|node_modules|\bnode:|this is a bug/);
  assert.ok(result.stderr.trimEnd().split('\n').length <= MAX_LINES, result.stderr);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  assert.not.match(result.stderr, /[\u0000-\u0009\u000b-\u001f\u007f]/);
  assert.ok(result.stderr.length < 3000, `${result.stderr.length} characters`);
}

const nameOf = (args: readonly string[]) => JSON.stringify(args.join(' ')).slice(0, 90);

/** Makes a suite of a table; cases that look alike once shortened are numbered. */
function table(name: string, cases: readonly Case[]): void {
  const tests = suite(name);
  for (const [index, entry] of cases.entries()) tests(`${index + 1}. ${nameOf(entry[0])}`, () => refuses(entry, 2));
  tests.run();
}

const LESSON = 'bridge-3ns';
const run = (...rest: readonly string[]) => ['run', LESSON, ...rest];
const set = (...words: readonly string[]) => run(...words.flatMap((word) => ['--set', word]));
const LONG = 'x'.repeat(100_000);

/** Values that mean something to a shell, a terminal or a file system; the worst first. */
const HOSTILE = [
  '$(reboot)',
  'a\nb',
  '\u001b[31mred',
  LONG,
  '`id`',
  '; rm -rf ~',
  "it's",
  'a"b',
  '教程',
  '../../etc/passwd',
  '-rf',
  '%s%n',
  ' ',
];
const WORST = 4;

table('verbs and flags', [
  [['rnu'], /no verb 'rnu' fix: did you mean run\?/],
  [['lst'], /no verb 'lst' fix: did you mean list\?/],
  [['docter', '--fix'], /did you mean doctor\?/],
  [['destroy-everything'], /no verb 'destroy-everything' fix: netscenario --help/],
  [['--reporter', 'json'], /'--reporter' stands where a verb belongs fix: begin with run, list/],
  [['-x'], /'-x' stands where a verb belongs/],
  [['run'], /run takes a lesson, and none is given fix: netscenario list/],
  [run('--verbos'), /no flag '--verbos' fix: did you mean --verbose\?/],
  [run('--dryrun'), /no flag '--dryrun' fix: did you mean --dry-run\?/],
  [run('--dryRun'), /no flag '--dryRun' fix: did you mean --dry-run\?/],
  [run('--nonesuch'), /no flag '--nonesuch' fix: netscenario run --help/],
  [run('--no-diff'), /no flag '--no-diff'/],
  [run('-x'), /no flag '-x'/],
  [run('-vx'), /no flag '-vx'/],
  [run('extra'), /'extra' is one word too many for run/],
  [run('--set', 'namespaces=3', 'subnet=10.0.0.0/24'), /'subnet=10\.0\.0\.0\/24' is one word too many/],
  [['run', '--', LESSON], /'--' separates nothing here fix: leave it out/],
  [run('--dry-run=maybe'), /'--dry-run=maybe' gives a value to a flag that takes none fix: write '--dry-run' alone/],
  [run('-v=3'), /write '-v' alone/],
  [run('--set'), /--set is given without a value/],
  [run('--set', '--dry-run'), /--set is given without a value/],
  [run('--set.namespaces=3'), /no flag '--set\.namespaces' fix: netscenario run --help/],
  [run('--until'), /--until is given without a value/],
  [run('--until='), /--until is given without a value/],
  [run('--until', 'cabels'), /no step 'cabels' fix: did you mean cables\?/],
  [run('--until', 'nowhere-at-all'), /no step 'nowhere-at-all' fix: its steps are namespaces, bridge/],
  [run('--until', '0'), /no step '0' fix: its steps are/],
  [run('--until', '6'), /no step '6' fix: its steps are/],
  [run('--until', 'bridge', '--until', 'cables'), /--until is given more than once fix: give --until once/],
  [run('--reporter', 'jsn'), /--reporter takes auto, list, plain, json, not 'jsn' fix: did you mean json\?/],
  [run('--reporter'), /--reporter is given without a value/],
  [run('--reporter', 'json', '--reporter', 'plain'), /--reporter is given more than once/],
  [run('--deadline'), /--deadline is given without a value/],
  [run('--deadline', '0'), /more than 0 and at most 600, not '0'/],
  [run('--deadline', '-3'), /not '-3'/],
  [run('--deadline', '1e9'), /not '1e9'/],
  [run('--deadline', '601'), /not '601'/],
  [run('--deadline', 'soon'), /--deadline takes seconds, .* not 'soon'/],
  [run('--step'), /--step asks before each step, and nobody types .* fix: run it in a terminal, or leave --step out/],
  [run('--yes'), /--yes goes with --fix/],
  [['list', 'bridge-3ns'], /'bridge-3ns' is one word too many for list/],
  [['list', '--tag'], /--tag is given without a value/],
  [['list', '--tag', 'obs'], /no lesson has the tag 'obs' fix: did you mean ovs\?/],
  [['list', '--json', '--tag', 'nonesuch'], /fix: there are arp, bridge/],
  [['list', '--set', 'a=b'], /list has no flag '--set'/],
  [['doctor', '--for', 'brdige-3ns'], /'brdige-3ns'.* did you mean bridge-3ns\?/],
  [['doctor', '--for'], /--for is given without a value/],
  [['doctor', '--yes'], /--yes goes with --fix/],
]);

table('lessons', [
  [['run', 'brdige-3ns'], /no lesson 'brdige-3ns' fix: did you mean bridge-3ns\?/],
  [['run', 'nonesuch-at-all'], /no lesson 'nonesuch-at-all' fix: netscenario list/],
  [['run', ''], /--lesson is given without a value|no lesson ''/],
  [['run', 'constructor'], /no lesson 'constructor'/],
  [['run', './nonesuch.ts'], /no file '\.\/nonesuch\.ts' fix: give the path/],
  [['run', 'test/'], /'test\/' is not a module fix: .* \.ts/],
  [['run', './package.json'], /'\.\/package\.json' is not a module/],
]);

table('parameters', [
  ...['1', '501', '-3', '1e3', '0x10', '3.5', '', ' 3', '３', 'NaN', 'three', '003000', LONG].map(
    (value): Case => [set(`namespaces=${value}`), /namespaces: '.*' is not a whole number from 2 to 500 fix: .*namespaces=3/],
  ),
  [set('namespaces'), /'namespaces': write --set namespaces=VALUE/],
  [set('nonesuch'), /'nonesuch': write --set KEY=VALUE/],
  [set('=3'), /'=3': write --set KEY=VALUE/],
  [set('namespacs=3'), /no parameter 'namespacs'; it has namespaces, subnet; did you mean namespaces\?/],
  [set('__proto__=3'), /no parameter '__proto__'/],
  [set('constructor=3'), /no parameter 'constructor'/],
  [set('namespaces=3', 'namespaces=4'), /namespaces: set more than once/],
  [set('namespaces=1', 'subnet=x', 'bogus=3'), /- bridge-3ns has no parameter 'bogus'.* - namespaces: .* - subnet: /],
  [set('subnet=10.0.0.5/24'), /has host bits set; the network is 10\.0\.0\.0\/24/],
  [set('subnet=10.0.0.0/33'), /'10\.0\.0\.0\/33' is not an address with a prefix length such as/],
  [set('subnet=10.0.0.0/-1'), /is not an address with a prefix length/],
  [set('subnet=10.0.0.0'), /is not an address with a prefix length/],
  [set('subnet=10.0.0.0/24/24'), /is not an address with a prefix length/],
  [set('subnet='), /'' is not an address with a prefix length/],
  [set('subnet=10.0.0.0/31'), /has 0 host addresses; 3 are needed/],
  [set('subnet=10.0.0.0/30'), /has 2 host addresses; 3 are needed/],
  [set('subnet=0.0.0.0/0'), /larger than a lesson needs; use \/8 or longer/],
  [set('subnet=224.0.0.0/24'), /it is multicast; try 10\.10\.10\.0\/24/],
  [set('subnet=127.0.0.0/8'), /it is the loopback network; try/],
  [set('subnet=0.0.0.0/8'), /it means "this network"; try/],
  [set('subnet=250.0.0.0/8'), /it is reserved; try/],
  [set('subnet=010.0.0.0/8'), /'010\.0\.0\.0' is not an IPv4 address/],
  [set('subnet=300.0.0.0/8'), /is not an IPv4 address/],
  [set('subnet=::/64'), /is not an address|is not an IPv4 address/],
  [set('subnet=10.0.0.0/28', 'namespaces=20'), /has room for 13 namespaces, 20 are asked for; try subnet=10\.0\.0\.0\/27/],
  [['run', 'docker-bridge', '--set', 'subnet=192.168.0.0/16'], /overlaps 192\.168\.80\.0\/24, the network of the outside; try subnet=/],
]);

table(
  'hostile values, wherever a value can be given',
  HOSTILE.flatMap((value): readonly Case[] => [
    [[`a${value}`], /no verb '/],
    [['run', value.startsWith('-') ? `a${value}` : value], /no lesson '|no file '|is not a module|is no lesson/],
    [
      set(`namespaces=${value}`, `subnet=${value}`, `k${value}=3`),
      /no parameter 'k.* namespaces: '.*' is not a whole number from 2 to 500.* subnet: '.*' is not an address with a prefix length/,
    ],
    [run(`--until=${value}`), /no step '/],
  ]),
);

table(
  'the worst of them, everywhere else',
  HOSTILE.slice(0, WORST).flatMap((value): readonly Case[] => [
    [run(`--reporter=${value}`), /--reporter takes .*, not '/],
    [run(`--deadline=${value}`), /--deadline takes seconds, .* not '/],
    [['list', `--tag=${value}`], /no lesson has the tag '/],
    [['doctor', `--for=x${value}`], /'x/],
  ]),
);

const FIXTURES = 'test/fixtures/lessons';
const fixture = (name: string) => ['run', `${FIXTURES}/${name}.ts`];

table('lesson modules', [
  [fixture('throws-at-import'), /cannot be loaded: Error: no lesson today \(throws-at-import\.ts:1\) fix: mend the module/],
  [fixture('no-default'), /default: missing; write 'export default defineScenario/],
  [fixture('default-number'), /default: '42' is no lesson; write 'export default/],
  [fixture('default-list'), /default: '\[\]' is no lesson/],
  [
    fixture('missing-fields'),
    /stepps: .* did you mean steps\?.* id: 'Has Spaces'.* title: .* no text; write .* summary: missing.* tags\[1\]: '7'.* params: missing.* errata\[0\]\.right: missing.* breakIt: missing.* steps: missing; write a function/,
  ],
  [fixture('faults-no-function'), /faults: .* is no function; write one/],
  [fixture('no-parameter'), /params\.size: is no parameter; make it with param\.integer/],
  [fixture('bad-initial'), /params\.size\.initial: '1' is not a whole number from 2 to 9/],
  [fixture('steps-throws'), /steps threw TypeError: no steps today \(steps-throws\.ts:5\) fix: mend steps/],
  [fixture('steps-throws-text'), /steps threw a bare word fix: mend steps/],
  [fixture('faults-throws'), /faults threw Error: no faults today \(faults-throws\.ts:5\) fix: mend faults/],
  [fixture('parse-throws'), /params\.size\.parse threw TypeError: no reading today \(parse-throws\.ts:4\)/],
  [fixture('steps-promise'), /steps: a promise is no list; write a list/],
  [fixture('empty-steps'), /steps: a lesson needs at least one step/],
  [fixture('duplicate-steps'), /steps\[2\]\.id: 'one' is taken by steps\[0\]/],
  [fixture('bad-step-id'), /steps\[0\]\.id: '\$\(reboot\)\\n' is not made of small letters/],
  [fixture('misspelt-step-field'), /steps\[0\]\.actons: there is no such field; did you mean actions\?/],
  [fixture('no-calls'), /actions\[0\]: 'ip netns add ns1' is no action; make it with action\.….*checks\[0\]: 'null' is no check/],
  [fixture('unknown-kinds'), /no action 'brigde'; did you mean bridge\?.* no check 'teleports'; make it with check/],
  [
    fixture('misspelt-parameter'),
    /actions\[1\]\.params\.address: missing.*params\.addres: there is no such parameter; did you mean address\?/,
  ],
  [
    fixture('wrong-types'),
    /params\.name: '5' is not text.*params\.stp: 'off' is given, it takes boolean.*params\.id: '65536' is given, it takes <=65535/,
  ],
  [fixture('long-device'), /'sixteen-letters-' has 16 bytes; a device name has at most 15 \(IFNAMSIZ\): shorten it/],
  [fixture('all-device'), /'all' is taken: the kernel uses it .* 'default' is taken/],
  [fixture('inherited-names'), /'constructor' is taken; choose another name.* 'toString' is taken/],
  [fixture('hostile-names'), /'\$\(reboot\)' is not a namespace name: use letters.* 'a\\nb' has a control character.* … and 1 more/],
  [
    fixture('hostile-addresses'),
    /'\$\(reboot\)' is not an IPv4 address.* '10\.0\.0\.1\/24\\nreboot' has a control character.* is not a sysctl/,
  ],
  [
    fixture('missing-device'),
    /\(Set veth0 up\): there is no device 'veth0' in host at this point.* no namespace 'ns1' at this point.* Open vSwitch is not running/,
  ],
  [
    fixture('misused-devices'),
    /already has a device 'br0'.* cannot change its namespace.* need different names.* in the network of the gateway 10\.9\.9\.9/,
  ],
  [fixture('netns-twice'), /actions\[1\] \(Add the namespace ns1\): there already is a namespace 'ns1'/],
  [fixture('netns-host'), /'host' means the machine's own namespace here; choose another name/],
  [fixture('no-prefix-length'), /'10\.0\.0\.1' is not an address with a prefix length such as/],
  [
    fixture('overlapping-subnets'),
    /10\.0\.0\.0\/24 overlaps 10\.0\.0\.1\/24 of br0 in host, .* choose another subnet, or write sharesSubnet: true.* 10\.0\.0\.0\/16 overlaps/,
  ],
  [[...fixture('own-faults'), '--set', 'right=10.0.0.128/25'], /left and right overlap; try right=10\.0\.1\.0\/24/],
  [fixture('foreign-sysctl'), /'kernel\.hostname' is not a sysctl of a network namespace, such as net\.ipv4\.ip_forward/],
  [fixture('weak-checks'), /joining takes at least two members.* proves nothing.* is not an IPv4 address/],
]);

const temp = makeTempDir();
const write = (name: string, text: string): readonly string[] => {
  writeFileSync(join(temp, name), text);
  return ['run', join(temp, name)];
};
mkdirSync(join(temp, 'folder.ts'));

table('files that are no modules', [
  [write('syntax.ts', 'export default {\n'), /cannot be loaded: .*\(syntax\.ts:\d+\) fix: mend the module/],
  [write('bad-import.mjs', "import 'nonesuch-at-all';\n"), /cannot be loaded: .*Cannot find module 'nonesuch-at-all'/],
  [write('rejects.mjs', "await Promise.reject(new Error('late'));\n"), /cannot be loaded: Error: late/],
  [write('not-javascript.txt', 'a lesson'), /is not a module fix: a lesson is a file whose name ends in \.ts/],
  [write('empty.ts', ''), /default: missing; write/],
  [['run', join(temp, 'folder.ts')], /folder\.ts' is not a module/],
]);

const accepted = suite('what must not be refused');

accepted('two devices in one subnet where the lesson says so', async () => {
  const { code, stderr, stdout } = await cli([...fixture('shared-subnet'), '--dry-run']);
  assert.is(code, 0, stderr);
  assert.match(stdout, /ip address add 10\.0\.0\.2\/24 dev br1/);
});

accepted('a flag given twice that can only be on', async () => {
  const { code, stdout } = await cli(run('--dry-run', '--dry-run'));
  assert.is(code, 0);
  assert.match(stdout, /^# bridge-3ns/);
});
accepted.run();

const tools = suite('missing programs');

/** Where programs are found whatever PATH says (src/exec/process.ts). */
const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** A folder with links to all programs of PATH but some. */
function pathWithout(...missing: readonly string[]): string {
  const hidden = SBIN.flatMap((folder) => missing.filter((name) => existsSync(join(folder, name))));
  if (hidden.length > 0)
    skip(`${hidden.join(', ')} is in an sbin folder here, which is searched whatever PATH says`, { allowedInCi: true });
  const folder = makeTempDir();
  const found = new Map<string, string>();
  for (const source of (process.env['PATH'] ?? '').split(':').filter((path) => existsSync(path)))
    for (const name of readdirSync(source)) if (!missing.includes(name) && !found.has(name)) found.set(name, join(source, name));
  for (const [name, path] of found) symlinkSync(path, join(folder, name));
  return folder;
}

const MISSING: readonly (readonly [lesson: string, program: string])[] = [
  [LESSON, 'ping'],
  [LESSON, 'unshare'],
  [LESSON, 'setpriv'],
  ['ovs-veth', 'ovs-vsctl'],
  ['veth-same-host', 'tcpdump'],
];
for (const [lesson, program] of MISSING)
  tools(`${lesson} without ${program}`, () => {
    const says = new RegExp(`${lesson} is skipped: this machine lacks the program ${program} fix: (put \\S+ on the PATH|.*install)`);
    return refuses([['run', lesson], says], 4, { PATH: pathWithout(program) });
  });

tools('an emptied PATH', async () => {
  if (SBIN.some((folder) => existsSync(join(folder, 'bash')))) skip('bash is in an sbin folder here', { allowedInCi: true });
  await refuses([['run', LESSON], /bridge-3ns is skipped: this machine lacks the programs .*bash, unshare.* fix: \S/], 4, {
    PATH: '/nonexistent',
  });
  await refuses([['run', LESSON], /this machine lacks the programs/], 4, { PATH: '' });
});

tools('a dry run needs none of them', async () => {
  const { code, stdout } = await cli(run('--dry-run'), { PATH: '/nonexistent' });
  assert.is(code, 0);
  assert.match(stdout, /ip netns add ns1/);
});
tools.run();
