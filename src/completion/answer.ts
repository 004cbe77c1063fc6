import { DIALECTS } from '../model/dialects.ts';
import { cleanProse } from '../model/prose.ts';
import type { Scenario, Step } from '../model/scenario.ts';
import type { Lang, Text } from '../model/text.ts';
import { loadScenario } from '../plan/catalogue.ts';
import { lessonIndex } from '../plan/index-source.ts';
import { parseParams } from '../plan/parameters.ts';
import type { Answer, Candidate } from './candidate.ts';
import { moduleCandidates } from './modules.ts';
import type { FlagWords, Grammar, Question } from './question.ts';
import { SHELLS } from './shells.ts';
import { WORDS } from './words.ts';

const PLAIN = { files: false, paths: false };

/** What may stand at the cursor. Rejects where a lesson that it takes cannot be loaded. */
export async function answer(question: Question, grammar: Grammar, lang: Lang): Promise<Answer> {
  const { asks, prefix, typed } = question;
  // Only the shell knows whose folder ~ is.
  if (asks.for === 'file' || ((asks.for === 'lesson' || asks.for === 'scope') && typed.startsWith('~')))
    return { candidates: [], files: true, paths: true };
  const words = await candidatesFor(question, grammar, lang);
  const paths = (asks.for === 'lesson' || asks.for === 'scope') && typed !== '' ? moduleCandidates(typed) : [];
  const candidates = [...words, ...paths].map((candidate) => ({
    ...candidate,
    text: prefix + candidate.text,
    // Shells read a line for each candidate; a lesson's prose may have more.
    ...(candidate.about === undefined ? {} : { about: cleanProse(candidate.about) }),
  }));
  return { ...PLAIN, candidates, paths: paths.length > 0 };
}

async function candidatesFor({ asks, typed, lesson, set }: Question, grammar: Grammar, lang: Lang): Promise<readonly Candidate[]> {
  const words = WORDS[lang];
  switch (asks.for) {
    case 'verb':
      return Object.entries(grammar).map(([text, { does }]) => ({ text, about: does }));
    case 'program-flag':
      return [helpFlag(lang), { text: '--version', about: words.version }];
    case 'flag':
      return [...Object.entries(asks.flags).map(flagCandidate), helpFlag(lang)];
    case 'choice':
      return asks.choices.map((text) => ({ text, about: text === asks.initial ? words.initial : undefined }));
    case 'lesson':
      return lessonCandidates(lang);
    case 'scope':
      return [...(await lessonCandidates(lang)), { text: 'tests', about: words.tests }];
    case 'shell':
      return Object.keys(SHELLS).map((text) => ({ text }));
    case 'tag':
      return tagCandidates();
    case 'lab-action':
      return LAB_ACTIONS;
    case 'dialect':
      return dialectCandidates(typed, lang);
    case 'step':
      return lesson === undefined ? [] : stepCandidates(await loadScenario(lesson), set, lang);
    case 'parameter':
      return lesson === undefined ? [] : parameterCandidates(await loadScenario(lesson), typed, set, lang);
    case 'file':
    case 'nothing':
      return [];
    default:
      return asks satisfies never;
  }
}

function helpFlag(lang: Lang): Candidate {
  return { text: '--help', about: WORDS[lang].help };
}

function flagCandidate([name, { describe }]: [string, FlagWords]): Candidate {
  return { text: `--${name}`, about: describe };
}

async function lessonCandidates(lang: Lang): Promise<readonly Candidate[]> {
  return (await lessonIndex()).map(({ id, title }) => ({ text: id, about: title[lang] }));
}

/** What `lab` can do. */
const LAB_ACTIONS: readonly Candidate[] = ['list', 'start', 'check', 'diagnose', 'status', 'shell', 'watch', 'progress', 'grade'].map(
  (text) => ({
    text,
  }),
);

async function tagCandidates(): Promise<readonly Candidate[]> {
  return [...new Set((await lessonIndex()).flatMap(({ tags }) => tags))].sort().map((text) => ({ text }));
}

/** Those that are not named yet, behind those that are. */
function dialectCandidates(typed: string, lang: Lang): readonly Candidate[] {
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  const named = before.split(',');
  return Object.entries<Text>(DIALECTS).flatMap(([name, about]) =>
    named.includes(name) ? [] : [{ text: before + name, about: about[lang] }],
  );
}

/** The steps that a lesson has with these parameters, or with the defaults where they are not yet all right. */
function stepCandidates(scenario: Scenario, set: readonly string[], lang: Lang): readonly Candidate[] {
  const stepsWith = (words: readonly string[]): readonly Step[] => scenario.steps(parseParams(scenario, words).values);
  let steps: readonly Step[];
  try {
    steps = stepsWith(set);
  } catch {
    steps = stepsWith([]);
  }
  return steps.map(({ id, title }) => ({ text: id, about: title[lang] }));
}

/** First the names of parameters that are not set yet; behind `=`, the default and what else may stand there. */
function parameterCandidates({ params }: Scenario, typed: string, set: readonly string[], lang: Lang): readonly Candidate[] {
  const [key] = typed.split('=', 1);
  if (key !== undefined && typed.includes('=')) {
    const param = Object.hasOwn(params, key) ? params[key] : undefined;
    return param ? [{ text: `${key}=${param.initial}`, about: `${WORDS[lang].initial}; ${param.takes[lang]}` }] : [];
  }
  const given = set.map((word) => word.split('=', 1)[0]);
  const left = Object.entries(params).filter(([name]) => !given.includes(name));
  return left.map(([name, { about }]) => ({ text: `${name}=`, about: about[lang], open: true }));
}
