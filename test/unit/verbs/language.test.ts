import * as assert from 'uvu/assert';
import { NetscenarioError } from '../../../src/model/errors.ts';
import { languageOf, partLanguage, wishedLanguage } from '../../../src/verbs/language.ts';
import { suite } from '../../support/suite.ts';
import { thrown } from '../../support/throws.ts';

const locale = suite('the language of the locale');

for (const [env, expected] of [
  [{}, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.utf8' }, 'zh'],
  [{ LANG: 'zh_CN' }, 'zh'],
  [{ LANG: 'zh' }, 'zh'],
  [{ LANG: 'zh_SG.UTF-8' }, 'zh'],
  [{ LANG: 'zh-Hans' }, 'zh'],
  [{ LANG: 'zh_Hans_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8@pinyin' }, 'zh'],
  [{ LANG: 'ZH_cn.UTF-8' }, 'zh'],
  [{ LANG: 'zh_TW.UTF-8' }, 'en'],
  [{ LANG: 'zh_HK.UTF-8' }, 'en'],
  [{ LANG: 'zh-Hant' }, 'en'],
  [{ LANG: 'zh_CN.GB18030' }, 'en'],
  [{ LANG: 'zha' }, 'en'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{ LANG: 'POSIX' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'nonsense $(id)' }, 'en'],
  // The first that is set counts, and an empty one is not set.
  [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
  [{ LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'C', LANG: 'C' }, 'zh'],
  [{ LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh'],
  [{ LC_MESSAGES: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LC_CTYPE: 'zh_CN.UTF-8' }, 'en'],
  // LANGUAGE is a list, for all but the C locale.
  [{ LANG: 'en_US.UTF-8', LANGUAGE: 'zh_CN:en' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LANGUAGE: 'en' }, 'en'],
  [{ LANG: 'de_DE.UTF-8', LANGUAGE: 'de:zh_CN:en' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LANGUAGE: 'de' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', LANGUAGE: '' }, 'zh'],
  [{ LC_ALL: 'C', LANGUAGE: 'zh_CN' }, 'en'],
  [{ LANG: 'C.UTF-8', LANGUAGE: 'zh_CN' }, 'en'],
  [{ LANGUAGE: 'zh_CN' }, 'en'],
] as const)
  locale(JSON.stringify(env), () => assert.is(languageOf(env), expected));
locale.run();

const asking = suite('--lang');

for (const [line, rest, wishes] of [
  ['run x', 'run x', []],
  ['--lang zh run x', 'run x', ['zh']],
  ['run --lang zh x', 'run x', ['zh']],
  ['run x --lang=zh', 'run x', ['zh']],
  ['run x --lang', 'run x', [undefined]],
  ['run --lang --step x', 'run --step x', [undefined]],
  ['run x --lang=', 'run x', ['']],
  ['--lang en list --lang zh', 'list', ['en', 'zh']],
  ['list --language zh', 'list --language zh', []],
] as const)
  asking(`is taken out of: ${line}`, () => assert.equal(partLanguage(line.split(' ')), { rest: rest.split(' '), wishes: [...wishes] }));

asking('chooses a language', () => {
  assert.is(wishedLanguage([]), undefined);
  assert.is(wishedLanguage(['en']), 'en');
  assert.is(wishedLanguage(['zh']), 'zh');
});

for (const [wishes, says, fix] of [
  [['fr'], "--lang takes en, zh, not 'fr'", 'choose one of en, zh'],
  [['zh_CN'], "--lang takes en, zh, not 'zh_CN'", 'did you mean zh?'],
  [['EN'], "--lang takes en, zh, not 'EN'", 'did you mean en?'],
  [['zh_TW'], "--lang takes en, zh, not 'zh_TW'", 'choose one of en, zh'],
  [[''], '--lang is given without a value', 'give --lang once, with en, zh'],
  [[undefined], '--lang is given without a value', 'give --lang once, with en, zh'],
  [['en', 'en'], '--lang is given more than once', 'give --lang once, with en, zh'],
] as const)
  asking(`refuses ${JSON.stringify(wishes)}`, () => {
    const error = thrown(() => wishedLanguage(wishes));
    assert.instance(error, NetscenarioError);
    assert.is((error as NetscenarioError).message, says);
    assert.is((error as NetscenarioError).fix, fix);
    assert.is((error as NetscenarioError).exitCode, 2);
  });
asking.run();
