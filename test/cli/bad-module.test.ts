// guard: deadline 300 s
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { cli } from '../support/cli.ts';
import { table } from '../support/refuses.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const FIXTURES = 'test/fixtures/lessons';
const fixture = (name: string) => ['run', `${FIXTURES}/${name}.ts`];

table('lesson modules', [
  [fixture('throws-at-import'), /cannot be loaded: Error: no lesson today \(throws-at-import\.ts:1\) fix: mend the module/],
  [fixture('no-default'), /default: missing; write 'export default defineScenario/],
  [fixture('default-number'), /default: '42' is no lesson; write 'export default/],
  [fixture('default-list'), /default: '\[\]' is no lesson/],
  [
    fixture('missing-fields'),
    /stepps: .* did you mean steps\?.* id: 'Has Spaces'.* title: .* no text; write .* summary: missing.* tags\[1\]: '7'.* params: missing.* errata\[0\]\.right: missing.* steps: missing; write a function/,
  ],
  [fixture('faults-no-function'), /faults: .* is no function; write one/],
  [fixture('no-parameter'), /params\.size: is no parameter; make it with param\.integer/],
  [fixture('bad-initial'), /params\.size\.initial: '1' is not a whole number from 2 to 9/],
  [fixture('steps-throws'), /steps threw TypeError: no steps today \(steps-throws\.ts:5\)/],
  [fixture('steps-throws-text'), /steps threw a bare word/],
  [fixture('faults-throws'), /faults threw Error: no faults today \(faults-throws\.ts:5\)/],
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
  [fixture('hostile-names'), /'\$\(reboot\)' is not a namespace name: use letters.* 'a\\nb' has a control character/],
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

const whole = suite('a module full of faults');

whole('all of them are told at once, each with its place and, for a call, its line', async () => {
  const { code, stdout, stderr } = await cli(fixture('full-of-faults'));
  assert.is(code, 2);
  assert.is(stdout, '');
  assert.is(
    stderr,
    `netscenario: the module 'test/fixtures/lessons/full-of-faults.ts' has faults:
  - brakeIt: there is no such field; did you mean breakIt?
  - id: 'Full of faults' is not made of small letters, digits and '-'
  - title.en: missing or empty
  - about: 'All faults of a module are told at once.' is no text; write { en: '…', zh: '…' }
  - params.count.about: missing; write { en: '…', zh: '…' }
  - steps[1].id: 'cables' is taken by steps[0]
  - steps[1].why: missing; write { en: '…', zh: '…' }
  - steps[0].actions[3] (Move veth0 into lefft): there is no namespace 'lefft' at this point; did you mean left? (full-of-faults.ts:${lineOf("to: 'lefft'")})
  - steps[0].actions[4].params.dev: missing (full-of-faults.ts:${lineOf('device')})
  - steps[0].actions[4].params.device: there is no such parameter; there are dev, to, netns (full-of-faults.ts:${lineOf('device')})
  - steps[1].actions[1].params.address: missing (full-of-faults.ts:${lineOf('action.address({\n')})
  - steps[1].actions[1].params.addr: there is no such parameter; did you mean address? (full-of-faults.ts:${lineOf('action.address({\n')})
  - steps[1].checks[0] (lefft reaches 10.0.0.2): there is no namespace 'lefft' at this point; did you mean left? (full-of-faults.ts:${lineOf("from: 'lefft'")})
  - steps[1].checks[1].params.to: '10.0.0.2/24' is not an IPv4 address such as 10.10.10.2 (full-of-faults.ts:${lineOf('check.reaches({\n')})
`,
  );
});

/** The line on which a text first stands in the module. */
function lineOf(text: string): number {
  const module = readFileSync(`${FIXTURES}/full-of-faults.ts`, 'utf8');
  return module.slice(0, module.indexOf(text)).split('\n').length;
}

const STEP = `const text = { en: 'A text' };
const stepWith = (...actions) => [{ id: 'one', title: text, why: text, actions, checks: [] }];
const bare = { id: 'mine', title: text, summary: text, about: text, params: {} };`;

for (const [name, text, line] of [
  [
    'plain.mjs',
    `import { action } from 'netscenario';\n${STEP}\n\nexport default { ...bare, steps: () => stepWith(\n  action.up({ dev: 'veth0' })) };\n`,
    7,
  ],
  [
    'typed.ts',
    `import { action, type Step } from 'netscenario';\n${STEP.replace('...actions', '...actions: Step["actions"]')}\ninterface Gone {\n  readonly a: string;\n}\nexport default { ...bare, steps: () => stepWith(action.up({ dev: 'veth0' })) };\n`,
    8,
  ],
] as const)
  whole(`the line is right in ${name}`, async () => {
    const { stderr } = await cli(write(name, text));
    assert.match(
      stderr,
      new RegExp(
        `steps\\[0\\]\\.actions\\[0\\] \\(Set veth0 up\\): there is no device 'veth0' in host at this point \\(${name}:${line}\\)`,
      ),
    );
  });
whole.run();

const accepted = suite('what must not be refused');

accepted('two devices in one subnet where the lesson says so', async () => {
  const { code, stderr, stdout } = await cli([...fixture('shared-subnet'), '--dry-run']);
  assert.is(code, 0, stderr);
  assert.match(stdout, /ip address add 10\.0\.0\.2\/24 dev br1/);
});
accepted.run();
