import * as assert from 'uvu/assert';
import * as v from 'valibot';
import type { Packet } from '../../../src/model/hop.ts';
import { pathOf } from '../../../src/model/path.ts';
import type { Text } from '../../../src/model/text.ts';
import { LESSON_IDS, loadScenario } from '../../../src/plan/catalogue.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { sayHop } from '../../../src/vocabulary/hops.ts';
import { ACTIONS, CHECKS } from '../../../src/vocabulary/index.ts';
import { planOf } from '../../support/plans.ts';
import { suite } from '../../support/suite.ts';

/** A text and where it is from. */
type Placed = readonly [where: string, text: Text];

function vocabularyTexts(): readonly Placed[] {
  const actions = [...ACTIONS].flatMap(([kind, def]) => {
    const params = v.parse(def.params, def.example.params);
    const texts = [
      def.title(params),
      def.purpose,
      ...Object.values<Text>(def.about),
      ...def.flags.map(({ means }) => means),
      ...def.mistakes,
    ];
    return texts.map((text) => [`the action ${kind}`, text] as const);
  });
  const checks = [...CHECKS].flatMap(([kind, def]) => {
    const params = v.parse(def.params, def.example);
    const texts = [
      def.claim(params),
      def.purpose,
      def.shows(params),
      ...Object.values<Text>(def.about),
      ...def.flags.map(({ means }) => means),
    ];
    return texts.map((text) => [`the check ${kind}`, text] as const);
  });
  return [...actions, ...checks];
}

function lessonTexts({ id, title, summary, about, errata, tryNext, breakIt, steps }: Plan): readonly Placed[] {
  const texts = [
    ...[title, summary, about, ...tryNext, ...breakIt, ...errata.flatMap(({ mistake, right }) => [mistake, right])],
    ...steps.flatMap((step) => [
      ...[step.title, step.why, step.look, step.note].filter((text) => text !== undefined),
      ...step.actions.map((action) => action.title),
      ...step.checks.flatMap(({ claim, shows }) => [claim, shows]),
    ]),
  ];
  const packets = steps.flatMap(({ checks, after }) =>
    checks.filter(({ kind }) => kind === 'reaches').flatMap(({ params }) => pathOf(after, params as Packet).map(sayHop)),
  );
  return [...texts.map((text) => [id, text] as const), ...packets.map((text) => [`the way of a packet in ${id}`, text] as const)];
}

const plans = await Promise.all(LESSON_IDS.map((id) => planOf(id)));
const params = (await Promise.all(LESSON_IDS.map(loadScenario))).flatMap(({ id, params: declared }) =>
  Object.values(declared).map(({ about }) => [id, about] as const),
);
const ALL: readonly Placed[] = [...vocabularyTexts(), ...plans.flatMap(lessonTexts), ...params];

const HAN = /[\u4e00-\u9fff]/;
const CODE = /`[^`]*`/g;
/** Messages of programs are quoted as they are. */
const MESSAGE = /“[ -~]*”|"[^"]*"/g;

const codesIn = (text: string): readonly string[] => [...new Set(text.match(CODE) ?? [])].sort();
const proseOf = (text: string): string => text.replace(CODE, '`c`').replace(MESSAGE, '');

/** Numbers, addresses and the like, in prose and in code. */
const numbersIn = (text: string): readonly string[] =>
  [...new Set((text.match(/(?<![\w.-])\d+(?:[./:]\d+)*(?!\w)/g) ?? []).filter((number) => !/^\d$/.test(number)))].sort();

const languages = suite('both languages');

function every(what: string, faultOf: (text: Text) => string | false): void {
  languages(what, () => {
    const faults = ALL.flatMap(([where, text]) => {
      const fault = faultOf(text);
      return fault ? [`${where}: ${fault}: ${text.zh}\n  ${text.en}`] : [];
    });
    assert.is([...new Set(faults)].join('\n'), '');
  });
}

languages('there are texts to look at', () => assert.ok(ALL.length > 500, `${ALL.length}`));

every('nothing is empty', ({ en, zh }) => (en.trim() === '' || zh.trim() === '') && 'empty');

every('what is said in Chinese is Chinese', ({ en, zh }) => zh !== en && !HAN.test(zh) && 'no Han character');

every('what is said in English is English', ({ en }) => HAN.test(proseOf(en)) && 'a Han character in the English');

every('signs are full-width in Chinese', ({ zh }) => {
  if (!HAN.test(zh)) return false;
  const [found] = proseOf(zh).match(/[\u4e00-\u9fff`][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[A-Za-z][,;][a-z]|[\u4e00-\u9fff]\.(?!\w)/) ?? [];
  return found !== undefined && `half-width '${found}'`;
});

every('quotes around Chinese are curly', ({ zh }) => /["'][^"'`]*[\u4e00-\u9fff]/.test(zh.replace(CODE, '')) && 'straight quotes');

every('a blank parts Chinese from what is not, and nothing else', ({ zh }) => {
  const prose = zh.replace(CODE, (code) => `\`${'c'.repeat(code.length - 2)}\``);
  const [found] =
    prose.match(
      /[\u4e00-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u4e00-\u9fff]|[\u4e00-\u9fff] [\u4e00-\u9fff]|[，。：；（）、！？] | [，。：；（）、！？]/,
    ) ?? [];
  return found !== undefined && `the blank at '${found}'`;
});

every('code is the same in both', ({ en, zh }) => {
  const [one, other] = [codesIn(en).join(' '), codesIn(zh).join(' ')];
  return one !== other && `${one} is not ${other}`;
});

every('numbers and addresses are the same in both', ({ en, zh }) => {
  const [one, other] = [numbersIn(en).join(' '), numbersIn(zh).join(' ')];
  return one !== other && `${one} is not ${other}`;
});
languages.run();
