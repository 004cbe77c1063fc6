import type { Packet } from '../model/hop.ts';
import { pathOf } from '../model/path.ts';
import { cleanProse } from '../model/prose.ts';
import { describeSource } from '../model/sources.ts';
import type { Lang, Text } from '../model/text.ts';
import type { Plan, PlannedAction, PlannedCheck, PlannedStep } from '../plan/plan.ts';
import { quoteWord } from '../render/quote.ts';
import { sayHop } from '../vocabulary/hops.ts';
import type { FlagNote } from '../vocabulary/notes.ts';
import { changesBetween } from './changes.ts';
import type { Claim, CommandBlock, Explanation, Note, PathExplanation, StepExplanation } from './explanation.ts';
import { relevantNotes } from './flag-notes.ts';
import { type Folded, foldLikes } from './fold.ts';
import { WORDS } from './words.ts';

/** Commands shown of a block, changes of a sort, and claims of a kind, where there are more than `limit`. */
const LIMITS = {
  commands: { limit: 12, shown: 8 },
  changes: { limit: 6, shown: 4 },
  claims: { limit: 3, shown: 2 },
} as const;

/** What has been told so far, so that nothing is told twice. */
interface Told {
  readonly kinds: Set<string>;
  readonly notes: Set<string>;
  readonly shows: Set<string>;
}

interface Telling {
  readonly lang: Lang;
  readonly told: Told;
}

function newNotes(commands: readonly string[], flags: readonly FlagNote[], { lang, told }: Telling): readonly Note[] {
  return relevantNotes(commands, flags).flatMap(({ flag, means }): readonly Note[] => {
    const note = { flag, means: cleanProse(means[lang]) };
    const key = `${flag}\n${note.means}`;
    if (told.notes.has(key)) return [];
    told.notes.add(key);
    return [note];
  });
}

function taught(action: PlannedAction): string[] {
  return action.commands.filter(({ housekeeping }) => !housekeeping).map(({ text }) => text);
}

/** Actions of new kinds are told one by one, runs of known ones together. */
function blocksOf(actions: readonly PlannedAction[], telling: Telling): readonly CommandBlock[] {
  const { lang, told } = telling;
  const blocks: (CommandBlock & { readonly commands: string[] })[] = [];
  for (const action of actions) {
    const commands = taught(action);
    const known = told.kinds.has(action.kind);
    const notes = newNotes(commands, action.flags, telling);
    const last = blocks.at(-1);
    told.kinds.add(action.kind);
    if (known && last && last.title === undefined && notes.length === 0) {
      last.commands.push(...commands);
      continue;
    }
    blocks.push({
      title: known ? undefined : cleanProse(action.title[lang]),
      purpose: known ? undefined : cleanProse(action.purpose[lang]),
      commands,
      more: 0,
      notes,
      others: known ? [] : action.others(),
      mistakes: known ? [] : action.mistakes.map((mistake) => cleanProse(mistake[lang])),
    });
  }
  return blocks.map((block) => {
    const { limit, shown } = LIMITS.commands;
    if (block.title !== undefined || block.commands.length <= limit) return block;
    return { ...block, commands: block.commands.slice(0, shown), more: block.commands.length - shown };
  });
}

function claimsOf(checks: readonly PlannedCheck[], telling: Telling): readonly Folded<Claim>[] {
  const { lang, told } = telling;
  return foldLikes(checks, ({ kind }) => kind, LIMITS.claims).map(({ item, more }) => {
    const fresh = !told.shows.has(item.kind);
    told.shows.add(item.kind);
    const notes = newNotes([item.see], item.flags, telling);
    return {
      item: { claim: cleanProse(item.claim[lang]), see: item.see, shows: fresh ? cleanProse(item.shows[lang]) : undefined, notes },
      more,
    };
  });
}

function explainOne(step: PlannedStep, number: number, telling: Telling): StepExplanation {
  const { lang } = telling;
  const said = (text: Text | undefined) => (text === undefined ? undefined : cleanProse(text[lang]));
  return {
    number,
    id: step.id,
    title: cleanProse(step.title[lang]),
    why: cleanProse(step.why[lang]),
    blocks: blocksOf(step.actions, telling),
    acts: step.actions.some(({ look }) => !look),
    changes: foldLikes(changesBetween(step.before, step.after, WORDS[lang]), ({ sort }) => sort, LIMITS.changes),
    look: said(step.look),
    claims: claimsOf(step.checks, telling),
    note: said(step.note),
    before: step.before,
    after: step.after,
  };
}

/** The way of the last ping, or of the last connection, that a lesson says is answered, through the network as it then is. */
function pathAtEnd(plan: Plan, lang: Lang): PathExplanation | undefined {
  const pings = plan.steps.flatMap(({ checks, after }) =>
    checks.filter(({ kind }) => kind === 'reaches' || kind === 'served').map(({ params }) => ({ params, after })),
  );
  const last = pings.at(-1);
  if (!last) return undefined;
  // Validated as the parameters of `reaches` or `served`, which are a packet's.
  const packet = last.params as Packet;
  return { from: packet.from, to: packet.to, hops: pathOf(last.after, packet).map((hop) => sayHop(hop)[lang]) };
}

function newTelling(lang: Lang): Telling {
  return { lang, told: { kinds: new Set(), notes: new Set(), shows: new Set() } };
}

/**
 * Tells a lesson from its plan; with `only`, that step alone (from 0), everything in it explained anew. `word` names the
 * lesson on a command line where its id does not: the path of a module.
 */
export function explainPlan(
  plan: Plan,
  lang: Lang,
  { only, word = plan.id }: { only?: number | undefined; word?: string } = {},
): Explanation {
  const telling = newTelling(lang);
  const say = (text: Text) => cleanProse(text[lang]);
  const single = only !== undefined;
  const chosen = plan.steps.map((step, index) => ({ step, number: index + 1 })).filter((_, index) => !single || index === only);
  return {
    lang,
    id: plan.id,
    word: cleanProse(quoteWord(word)),
    title: say(plan.title),
    dialects: plan.dialects,
    params: Object.entries(plan.params).map(([name, value]) => ({ name, value })),
    single,
    stepCount: plan.steps.length,
    summary: say(plan.summary),
    about: say(plan.about),
    steps: chosen.map(({ step, number }) => explainOne(step, number, telling)),
    path: single ? undefined : pathAtEnd(plan, lang),
    errata: single ? [] : plan.errata.map(({ source, mistake, right }) => ({ source, mistake: say(mistake), right: say(right) })),
    sources: single ? [] : plan.sources.map((name) => cleanProse(describeSource(name, lang))),
    tryNext: single ? [] : plan.tryNext.map(say),
    breakIt: single ? [] : plan.breakIt.map(say),
  };
}
