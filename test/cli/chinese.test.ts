import * as assert from 'uvu/assert';
import { VERBS } from '../../src/verbs/flags.ts';
import { cli } from '../support/cli.ts';
import { englishIn } from '../support/english.ts';
import { suite } from '../support/suite.ts';

const CHINESE = { LC_ALL: 'zh_CN.UTF-8' };

const help = suite('help in Chinese');

for (const verb of [undefined, ...VERBS])
  help(verb ?? 'of the program', async () => {
    const { code, stdout, stderr } = await cli([...(verb ? [verb] : []), '--help'], CHINESE);
    assert.is(code, 0);
    assert.is(stderr, '');
    assert.match(stdout, /\p{Script=Han}/u);
    // Command lines stand on the left.
    const prose = stdout.replace(/(?:netscenario|source <\(netscenario) [ -~]*/g, '|');
    assert.equal(englishIn(prose), [], stdout);
  });
help.run();

const chosen = suite('the language that is chosen');

chosen('goes before the locale, and stands before the verb or behind it', async () => {
  const [before, behind, locale, other] = await Promise.all([
    cli(['--lang', 'zh', 'list', '--tag', 'arp']),
    cli(['list', '--tag', 'arp', '--lang=zh']),
    cli(['list', '--tag', 'arp'], CHINESE),
    cli(['list', '--tag', 'arp', '--lang', 'en'], CHINESE),
  ]);
  assert.match(before.stdout, /标签：/);
  assert.is(behind.stdout, before.stdout);
  assert.is(locale.stdout, before.stdout);
  assert.match(other.stdout, /tags: /);
});

chosen('refuses what is none', async () => {
  const { code, stderr } = await cli(['list', '--lang', 'fr']);
  assert.is(code, 2);
  assert.is(stderr, "netscenario: --lang takes en, zh, not 'fr'\nfix: choose one of en, zh\n");
});
chosen.run();
