// guard: deadline 300 s
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { cli } from '../support/cli.ts';
import { bashOffers, CompletingShell, fishOffers, makePlace, needShell, SHELL_NAMES } from '../support/completing-shell.ts';
import { suite } from '../support/suite.ts';

const place = makePlace();
const ODD = 'odd:$(touch pwned) it.ts';
for (const name of ['my lesson.ts', ODD]) copyFileSync(join(ROOT, 'test/fixtures/lessons/unplugged.ts'), join(place.work, name));
writeFileSync(join(place.work, 'broken.ts'), 'console.log("noise"); console.error("more"); throw new Error("broken")');
writeFileSync(join(place.work, 'notes.txt'), '');
writeFileSync(join(place.work, '../home/mine.ts'), '');
mkdirSync(join(place.work, 'folder'));

/** What is typed, `⇥` for Tab, and what the line is then. The last letter shows where the cursor stands. */
const LINES: readonly (readonly [typed: string, line: RegExp])[] = [
  ['lis⇥#', /list #/],
  ['run bridge-3⇥#', /run bridge-3ns #/],
  ['help lis⇥#', /help list #/],
  ['--ver⇥#', /--version #/],
  ['run bridge-3ns --unt⇥#', /run bridge-3ns --until #/],
  ['run bridge-3ns --until cab⇥#', /run bridge-3ns --until cables #/],
  ['run bridge-3ns --until=cab⇥#', /run bridge-3ns --until=cables #/],
  ['run bridge-3ns --set nam⇥#', /run bridge-3ns --set namespaces=#/],
  ['run bridge-3ns --set nam⇥⇥#', /run bridge-3ns --set namespaces=3 #/],
  ['run bridge-3ns --set=sub⇥⇥#', /run bridge-3ns --set=subnet=10\.10\.10\.0\/24 #/],
  ['run bridge-3ns --reporter js⇥#', /run bridge-3ns --reporter json #/],
  ['run bridge-3ns --reporter=js⇥#', /run bridge-3ns --reporter=json #/],
  ['list --tag ov⇥#', /list --tag ovs #/],
  ['doctor --for tes⇥#', /doctor --for tests #/],
  ['doctor --for=docker-b⇥#', /doctor --for=docker-bridge #/],
  ['completion fi⇥#', /completion fish #/],
  ['run ./my⇥#', /run \.\/my\\ lesson\.ts #/],
  ["run './my⇥#", /run '\.\/my lesson\.ts' #/],
  ['run fol⇥#', /run folder\/#/],
  ['run ./my\\ lesson.ts --until ca⇥#', /run \.\/my\\ lesson\.ts --until cable #/],
  ['run ~/mi⇥#', /run ~\/mine\.ts #/],
  ['explain bridge-3ns -o not⇥#', /explain bridge-3ns -o notes\.txt #/],
  ['explain bridge-3ns --output=not⇥#', /explain bridge-3ns --output=notes\.txt #/],
  ['explain bridge-3ns --step cab⇥#', /explain bridge-3ns --step cables #/],
  ['run ./notes⇥#', /run \.\/notes#/],
  ['run ./broken.ts --until c⇥#', /run \.\/broken\.ts --until c#/],
  ['nonesuch c⇥#', /nonesuch c#/],
];

for (const name of SHELL_NAMES) {
  const test = suite(`completion in ${name}`);
  let shell: CompletingShell | undefined;
  const started = (): CompletingShell => {
    if (!shell) throw new Error(`${name} was not started`);
    return shell;
  };
  test.before(async () => {
    needShell(name);
    shell = await CompletingShell.start(name, place);
  });
  test.after(() => shell?.close());

  for (const [typed, line] of LINES)
    test(typed, () => started().completes(`netscenario ${typed}`, new RegExp(`netscenario ${line.source}`)));

  test('a name that means something to a shell stays data', async () => {
    const screen = await started().words('netscenario run ./odd⇥--keep', /it\.ts'? --keep/);
    assert.ok(screen.includes(`[netscenario]\n[run]\n[./${ODD}]\n[--keep]\n`), screen);
    assert.not.ok(existsSync(join(place.work, 'pwned')));
  });

  test('by the path of the program, and where the name is no program', async () => {
    const path = join(place.work, '../bin/netscenario');
    await started().completes(`${path} run bridge-3⇥#`, new RegExp(`${path} run bridge-3ns #`));
    await started().completes('./netscenario run bridge-3⇥#', /\.\/netscenario run bridge-3ns #/);
  });
  test.run();
}

const listed = suite('what is offered');

listed('bash: all lessons, without bash-completion', () => {
  needShell('bash');
  assert.equal(bashOffers('netscenario run ', '', place), LESSON_IDS);
  assert.equal(bashOffers('netscenario run bridge-3ns --until=', '', place), [
    'namespaces',
    'bridge',
    'cables',
    'addresses',
    'reachability',
  ]);
});

listed('bash: a word that is broken at other letters', async () => {
  needShell('bash');
  const shell = await CompletingShell.start('bash', place);
  try {
    shell.run('COMP_WORDBREAKS=" "');
    await shell.completes('netscenario run bridge-3ns --set=nam⇥⇥#', /netscenario run bridge-3ns --set=namespaces=3 #/);
  } finally {
    shell.close();
  }
});

for (const name of ['bash', 'zsh'] as const)
  listed(`${name}: a step of a lesson behind the cursor`, async () => {
    needShell(name);
    const shell = await CompletingShell.start(name, place);
    try {
      const back = '\u0002'.repeat(' bridge-3ns'.length);
      await shell.completes(`netscenario run --until cab bridge-3ns${back}⇥`, /netscenario run --until cables {1,2}bridge-3ns/);
    } finally {
      shell.close();
    }
  });

listed('zsh: what each word is', async () => {
  needShell('zsh');
  const shell = await CompletingShell.start('zsh', place);
  try {
    await shell.shows('netscenario run ⇥', /^bridge-3ns +-- Three namespaces on a Linux bridge$/m);
    await shell.shows('netscenario run bridge-3ns --until ⇥', /^cables +-- Lay a cable from each namespace to the bridge$/m);
    await shell.shows('netscenario run bridge-3ns --set ⇥', /^namespaces= +-- how many namespaces are joined$/m);
    await shell.shows('netscenario run bridge-3ns --d⇥', /^--deadline +-- seconds that a check may wait/m);
  } finally {
    shell.close();
  }
});

listed('fish: what each word is', () => {
  needShell('fish');
  assert.ok(fishOffers('netscenario run br', place).includes('bridge-3ns\tThree namespaces on a Linux bridge'));
  assert.ok(fishOffers('netscenario ', place).includes('doctor\ttell what works on this machine, and mend what does not'));
  assert.equal(fishOffers('netscenario run bridge-3ns --set namespaces=', place), [
    'namespaces=3\tthe default; a whole number from 2 to 500',
  ]);
  assert.ok(fishOffers('netscenario run bridge-3ns --until ', place).includes('cables\tLay a cable from each namespace to the bridge'));
});
listed.run();

const program = suite('netscenario completion');

program('the script for bash is without fault', async () => {
  const { stdout, stderr, code } = await cli(['completion', 'bash']);
  assert.is(code, 0);
  assert.is(stderr, '');
  assert.is(execFileSync('shellcheck', ['-s', 'bash', '-'], { input: stdout, encoding: 'utf8' }), '');
});

for (const words of [[], ['tcsh', 'netscenario run ', ''], ['fish'], ['bash', "netscenario run 'open"]])
  program(`the entry for shells is silent about ${JSON.stringify(words)}`, async () => {
    const { stderr, code } = await cli(['__complete', ...words]);
    assert.is(code, 0);
    assert.is(stderr, '');
  });

program('a module that prints, throws or waits for ever yields nothing', async () => {
  writeFileSync(join(place.work, 'waits.ts'), 'await new Promise(() => {});');
  writeFileSync(join(place.work, 'stays.ts'), 'setInterval(() => {}, 1000); console.log("noise"); Promise.reject(new Error("late"));');
  for (const file of ['broken.ts', 'waits.ts', 'stays.ts']) {
    const { stdout, stderr, code } = await cli(['__complete', 'fish', `netscenario run ${join(place.work, file)} --until `]);
    assert.equal({ stdout, stderr, code }, { stdout: '', stderr: '', code: 0 });
  }
});

program('no help names the entry for shells, and no mistyped verb is taken for it', async () => {
  assert.not.match((await cli(['--help'])).stdout, /__complete/);
  assert.match((await cli(['__complet'])).stderr, /no verb '__complet'/);
  assert.not.match((await cli(['__complet'])).stderr, /__complete/);
});
program.run();
