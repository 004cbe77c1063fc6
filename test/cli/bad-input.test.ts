// guard: deadline 600 s
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { cli } from '../support/cli.ts';
import { type Case, table } from '../support/refuses.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

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
  [['--reporter', 'json'], /'--reporter' stands where a verb belongs fix: begin with run, explain/],
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
  [run('--dialect', 'brctrl'), /there is no dialect 'brctrl'; there are ip, short, brctl, .* fix: did you mean brctl\?/],
  [run('--dialect', 'short,'), /there is no dialect ''/],
  [run('--dialect'), /--dialect is given without a value/],
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
  [['render'], /render takes a lesson, and none is given/],
  [['render', LESSON, '--host=yes'], /write '--host' alone/],
  [['render', LESSON, '-o'], /--o(utput)? is given without a value/],
  [['render', LESSON, '--output='], /--output is given without a value/],
  [['render', LESSON, '-o', '/nonesuch/x.sh'], /cannot write '\/nonesuch\/x\.sh': .* fix: name a file/],
  [['render', LESSON, '--outptu', 'x'], /no flag '--outptu' fix: did you mean --output\?/],
  [['render', LESSON, '--set', 'subnet=$(id)'], /subnet: '\$\(id\)'/],
  [['list', '--tag'], /--tag is given without a value/],
  [['list', '--tag', 'obs'], /no lesson has the tag 'obs' fix: did you mean ovs\?/],
  [['list', '--json', '--tag', 'nonesuch'], /fix: there are arp, bridge/],
  [['list', '--set', 'a=b'], /list has no flag '--set'/],
  [['doctor', '--for', 'brdige-3ns'], /'brdige-3ns'.* did you mean bridge-3ns\?/],
  [['doctor', '--for'], /--for is given without a value/],
  [['doctor', '--yes'], /--yes goes with --fix/],
  [['diagram'], /diagram takes a lesson, and none is given fix: netscenario list/],
  [['diagram', LESSON, '--format', 'png'], /--format takes box, mermaid, dot, svg, not 'png'/],
  [['diagram', LESSON, '--format', 'mermad'], /fix: did you mean mermaid\?/],
  [['diagram', LESSON, '--after-step', 'cabels'], /no step 'cabels' fix: did you mean cables\?/],
  [['diagram', LESSON, '--after-step', '6'], /no step '6' fix: its steps are/],
  [['diagram', LESSON, '--after-step', '-1'], /no step '-1' fix: its steps are/],
  [['diagram', LESSON, '--after-step'], /--after-step is given without a value/],
  [['diagram', LESSON, '--after', '2'], /no flag '--after' fix: did you mean --after-step\?/],
  [['completion'], /completion takes a shell, and none is given fix: netscenario completion --help/],
  [['completion', 'bsh'], /no completion for the shell 'bsh' fix: did you mean bash\?/],
  [['completion', 'powershell'], /no completion for the shell 'powershell' fix: there is one for bash, zsh, fish/],
  [['completion', 'constructor'], /no completion for the shell 'constructor'/],
  [['completion', ''], /--shell is given without a value/],
  [['completion', 'bash', 'zsh'], /'zsh' is one word too many for completion/],
  [['__complet', 'bash'], /no verb '__complet' fix: netscenario --help/],
]);

const explain = (...rest: readonly string[]) => ['explain', LESSON, ...rest];

table('explain', [
  [['explain'], /explain takes a lesson, and none is given/],
  [['explain', 'brdige-3ns'], /no lesson 'brdige-3ns' fix: did you mean bridge-3ns\?/],
  [explain('--format', 'htm'), /--format takes term, md, html, not 'htm' fix: did you mean html\?/],
  [explain('--format', 'md', '--format', 'html'), /--format is given more than once/],
  [explain('--step', 'cabels'), /no step 'cabels' fix: did you mean cables\?/],
  [explain('--step', '6'), /no step '6' fix: its steps are/],
  [explain('--step'), /--step is given without a value/],
  [explain('--pager', 'less'), /--pager takes auto, never, not 'less'/],
  [explain('-o'), /--(o|output) is given without a value/],
  [explain('-o', '/nonesuch/lesson.html'), /cannot write '\/nonesuch\/lesson\.html': ENOENT.* fix: name a file/],
  [explain('-o', 'test'), /cannot write 'test': EISDIR/],
  [explain('-o', '/tmp/mine.ts'), /'\/tmp\/mine\.ts' is named like the module of a lesson, and would be replaced/],
  [explain('--set', 'namespaces=1'), /is not a whole number from 2 to 500/],
  [explain('--verbose'), /explain has no flag '--verbose'/],
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

table('proofs', [
  [['prove'], /prove takes a lesson, and none is given fix: netscenario list/],
  [['prove', 'brdige-3ns'], /no lesson 'brdige-3ns' fix: did you mean bridge-3ns\?/],
  [['prove', './nonesuch.ts'], /no file '\.\/nonesuch\.ts' fix: give the path/],
  [['prove', LESSON, '--set', 'namespaces=1'], /namespaces: '1' is not a whole number from 2 to 500/],
  [['prove', LESSON, '--deadline', 'soon'], /--deadline takes seconds, .* not 'soon'/],
  [['prove', LESSON, '--until', 'bridge'], /prove has no flag '--until'/],
]);

const folder = makeTempDir();
writeFileSync(join(folder, 'there.ts'), 'mine');
const loop = join(folder, 'loop');
symlinkSync(loop, loop);

table('new lessons', [
  [['new'], /new takes a name, and none is given fix: netscenario new --help/],
  [['new', 'there', folder], /there\.ts' is there already, and is left as it is fix: choose another name/],
  [['new', 'lesson', join(folder, 'nonesuch')], /no folder '.*nonesuch' fix: mkdir -p /],
  [['new', 'lesson', join(folder, 'there.ts')], /there\.ts' is no folder fix: give the folder/],
  [['new', 'lesson', join(folder, 'there.ts', 'x')], /x' cannot be looked at \(ENOTDIR\) fix: choose a folder/],
  [['new', 'lesson', LONG], /cannot be looked at \(ENAMETOOLONG\) fix: choose a folder of your own/],
  [['new', 'lesson', loop], /loop' cannot be looked at \(ELOOP\) fix: choose a folder of your own/],
  [['new', 'lesson', '/proc'], /'\/proc\/lesson\.ts' cannot be written: nothing can be written there fix: choose a folder of your own/],
  [['new', 'My Lesson'], /'My Lesson' is no name for a lesson: use small letters, digits and '-' fix: netscenario new my-lesson/],
  [['new', 'lessons/Lesson.ts'], /is no name for a lesson: .* fix: netscenario new lesson; the folder may follow/],
  [['new', 'x'.repeat(65)], /has 65 characters; use at most 64/],
  [['new', LESSON], /'bridge-3ns' comes with netscenario fix: choose another name/],
  [['new', 'lesson', folder, 'more'], /'more' is one word too many for new/],
  [['new', 'lesson', '--force'], /new has no flag '--force'/],
  ...HOSTILE.map((value): Case => [['new', `A${value}`, folder], /is no name for a lesson/]),
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
  [set('subnet=0.0.0.0/8'), /it means this network, whichever that is; try/],
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
    [['diagram', LESSON, `--after-step=${value}`], /no step '/],
  ]),
);

table(
  'the worst of them, everywhere else',
  HOSTILE.slice(0, WORST).flatMap((value): readonly Case[] => [
    [run(`--reporter=${value}`), /--reporter takes .*, not '/],
    [run(`--deadline=${value}`), /--deadline takes seconds, .* not '/],
    [['diagram', LESSON, `--format=${value}`], /--format takes .*, not '/],
    [['list', `--tag=${value}`], /no lesson has the tag '/],
    [['doctor', `--for=x${value}`], /'x/],
  ]),
);

const accepted = suite('what must not be refused');

accepted('a flag given twice that can only be on', async () => {
  const { code, stdout } = await cli(run('--dry-run', '--dry-run'));
  assert.is(code, 0);
  assert.match(stdout, /^# bridge-3ns/);
});
accepted.run();
