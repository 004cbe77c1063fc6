import { type CommandBlock, commandLine, type Explanation, type StepExplanation } from './explanation.ts';
import { WORDS, type Words } from './words.ts';

/** The words `+`, `-` and `~` of a change as names, for a page's styles. */
const CHANGE_NAMES = { '+': 'came', '-': 'went', '~': 'changed' } as const;

function blockData({ title, purpose, commands, more, notes, others, mistakes }: CommandBlock, index: number, words: Words) {
  return {
    title: title ?? (index > 0 ? words.known : ''),
    purpose: purpose ?? '',
    commands: commands.join('\n'),
    commandLines: commands,
    more: more > 0 ? words.more(more) : '',
    notes,
    others: others.map(({ dialect, commands: same }) => ({ dialect, commandLines: same })),
    otherDialects: words.otherDialects,
    othersText: others.map(({ dialect, commands: same }) => [`# ${dialect}`, ...same].join('\n')).join('\n'),
    mistakes,
  };
}

function stepData(step: StepExplanation, { stepCount, lang }: Explanation) {
  const words = WORDS[lang];
  const more = (count: number) => (count > 0 ? words.more(count) : '');
  const { number, id, title, why, blocks, acts, changes, look = '', claims, note = '' } = step;
  return {
    number,
    id,
    title,
    label: `${words.step} ${number}/${stepCount}`,
    why,
    blocks: blocks.map((block, index) => blockData(block, index, words)),
    changes: changes.map(({ item, more: count }) => ({
      ...item,
      place: words.place(item.netns),
      name: CHANGE_NAMES[item.sign],
      more: more(count),
    })),
    noChanges: changes.length > 0 ? '' : acts ? words.trafficOnly : words.nothingChanges,
    looks: look !== '' || claims.length > 0,
    look,
    claims: claims.map(({ item, more: count }) => ({ ...item, shows: item.shows ?? '', more: more(count) })),
    note,
  };
}

/** What the templates of Markdown and HTML are filled with: text alone, every field present. */
export function pageData(explanation: Explanation) {
  const words = WORDS[explanation.lang];
  const { id, word, title, single, summary, about, steps, path, errata, sources, tryNext, breakIt } = explanation;
  const [step] = steps;
  return {
    lang: words.tag,
    id,
    title,
    command: commandLine(explanation),
    single,
    pictureTitle: single ? words.stateAfter(`${step?.number ?? ''}`) : words.whatItBuilds,
    summary,
    about,
    words,
    steps: steps.map((one) => stepData(one, explanation)),
    path: path ? { title: words.path(path.from, path.to), hops: path.hops.map((text, index) => ({ number: index + 1, text })) } : undefined,
    errata: errata.map(({ source, mistake, right }) => ({
      mistake: source === undefined ? mistake : words.mistakeIn(source, mistake),
      right,
    })),
    sources,
    tryNext,
    breakIt,
    goOn: single && step ? words.runStep(word, step.id) : words.runIt(word),
  };
}
