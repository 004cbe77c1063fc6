import { EXIT, type ExitCode, NetscenarioError } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import type { Lang } from '../model/text.ts';
import { lessonIndex } from '../plan/index-source.ts';
import type { IndexedLesson } from '../plan/lesson-index.ts';
import { fold } from '../report/format.ts';
import type { Need } from '../vocabulary/needs.ts';

export interface ListedLesson {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  /** Programs that it uses. */
  readonly tools: readonly string[];
  /** What else it takes: `link:veth`, `netfilter:nat`, `ovs-datapath`, `tun`, `uid-range`, `own-files`. */
  readonly needs: readonly string[];
  readonly params: readonly { readonly name: string; readonly default: string; readonly takes: string; readonly about: string }[];
}

function nameOf(need: Exclude<Need, { kind: 'tool' }>): string {
  if (need.kind === 'link') return `link:${need.type}`;
  return need.kind === 'netfilter' ? `netfilter:${need.part}` : need.kind;
}

function describe({ id, title, summary, tags, needs, params }: IndexedLesson, lang: Lang): ListedLesson {
  return {
    id,
    title: title[lang],
    summary: summary[lang],
    tags,
    tools: needs.flatMap((need) => (need.kind === 'tool' ? [need.name] : [])),
    needs: needs.flatMap((need) => (need.kind === 'tool' ? [] : [nameOf(need)])),
    params: params.map(({ name, initial, takes, about }) => ({ name, default: initial, takes: say(takes), about: about[lang] })),
  };
}

function parameterLine({ name, default: initial, about, takes }: ListedLesson['params'][number]): string {
  return say({ en: `--set ${name}=${initial}: ${about}; ${takes}`, zh: `--set ${name}=${initial} ${about}；${takes}` });
}

/** Lists the lessons, each with what it needs. */
export async function listVerb(
  options: { json: boolean; tag: string | undefined; lang: Lang; columns?: number | undefined },
  write: (text: string) => void,
): Promise<ExitCode> {
  const all = (await lessonIndex()).map((lesson) => describe(lesson, options.lang));
  const tags = [...new Set(all.flatMap((lesson) => lesson.tags))].sort();
  if (options.tag !== undefined && !tags.includes(options.tag)) {
    const meant = nearest(options.tag, tags);
    throw new NetscenarioError(
      'usage',
      say({ en: `no lesson has the tag ${show(options.tag)}`, zh: `没有课程带标签 ${show(options.tag)}` }),
      meant ? didYouMean(meant) : say({ en: `there are ${tags.join(', ')}`, zh: `标签有 ${inRow(tags)}` }),
    );
  }
  const lessons = options.tag === undefined ? all : all.filter((lesson) => lesson.tags.includes(options.tag ?? ''));
  if (options.json) {
    write(`${JSON.stringify(lessons, null, 2)}\n`);
    return EXIT.ok;
  }
  const width = Math.max(...lessons.map(({ id }) => id.length));
  for (const { id, title, tags, tools, needs, params } of lessons) {
    const indent = ' '.repeat(width + 2);
    const line = (text: string) => write(`${fold(text, options.columns, `${indent}  `)}\n`);
    write(`${id.padEnd(width)}  ${title}\n`);
    line(indent + say({ en: `tags: ${inRow(tags)}`, zh: `标签：${inRow(tags)}` }));
    line(indent + say({ en: `needs: ${inRow([...tools, ...needs])}`, zh: `需要：${inRow([...tools, ...needs])}` }));
    for (const param of params) line(`${indent}${parameterLine(param)}`);
  }
  return EXIT.ok;
}
