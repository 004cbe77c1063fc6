import { HOST } from '../model/host.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import type { Exercise } from './exercise.ts';
import type { Item } from './items/item.ts';
import { LAB_KINDS } from './kinds.ts';

const claims = (items: readonly Item[], lang: Lang): readonly string[] =>
  items.map(({ check, points }) => `  - ${check.claim[lang]} (${points})`);

/** The task in words, a line each: every thing that is graded is in it, since it is made of them. */
export function taskLines(exercise: Exercise, lang: Lang): readonly string[] {
  const { plan, kind } = exercise;
  return [
    `${plan.id}: ${plan.title[lang]}${kind === 'build' ? '' : say({ en: ` (${kind}: ${LAB_KINDS[kind].en})`, zh: `（${kind}：${LAB_KINDS[kind].zh}）` })}`,
    plan.about[lang],
    '',
    ...sceneLines(exercise, lang),
    ...begunLines(exercise, lang),
    ...(kind === 'predict' ? predictLines() : [...claimLines(exercise, lang), '', freeLine(), ...containerLines(exercise)]),
  ];
}

/** What there is to do where one only foretells. */
function predictLines(): readonly string[] {
  return [
    say({
      en: 'Before each step of the lesson you are asked what will be seen once it is done. Look around in the shell as much as you like,',
      zh: '课程的每一步之前，都会问你做完之后会看到什么。可以先在 shell 里随意查看，',
    }),
    say({
      en: 'then type answer and what you think; the step is done, and what is really seen is shown.',
      zh: '再输入 answer 加上你的预测；随后执行这一步，并显示实际看到的。',
    }),
  ];
}

function freeLine(): string {
  return say({
    en: 'Names of devices and bridges, the tools and the order are yours to choose.',
    zh: '设备和网桥的名字、用什么工具、按什么顺序，都由你决定。',
  });
}

/** How a container is found, where there is a Docker daemon. */
function containerLines({ goal }: Exercise): readonly string[] {
  if (goal.netns[HOST]?.rulesBy !== 'docker') return [];
  const attach = "docker inspect -f '{{.State.Pid}}' NAME | xargs ip netns attach NAME";
  return [
    say({
      en: `The namespace of a container goes by the container's name. check names it for ip netns where you have not: ${attach}`,
      zh: `容器的命名空间以容器名相称。如果你没有用下面的命令给它命名，check 会替 ip netns 命名：${attach}`,
    }),
  ];
}

/** What is there before anything is built. */
function sceneLines({ plan, steps, scene }: Exercise, lang: Lang): readonly string[] {
  const ready = plan.steps.flatMap(({ scene: isScene, why }) => (isScene ? [why[lang]] : []));
  const daemons = scene.filter(({ title }) => steps.some(({ actions }) => actions.some((action) => action.title === title)));
  const lines = [...ready, ...daemons.map(({ title }) => title[lang])];
  return lines.length > 0 ? [say({ en: 'What is there:', zh: '已经有的：' }), ...lines.map((line) => `  - ${line}`), ''] : [];
}

/** What is built when the learner begins. */
function begunLines({ steps, done, fault }: Exercise, lang: Lang): readonly string[] {
  if (fault)
    return [
      say({
        en: `Everything was built as in the lesson, and then something was put out of order. (--seed ${fault.seed} brings the same again.)`,
        zh: `一切都已按课程搭好，随后有一处出了故障。（用 --seed ${fault.seed} 可以再现同一个故障。）`,
      }),
      '',
    ];
  if (done === 0) return [];
  return [
    say({ en: 'What was done already, as in the lesson:', zh: '已经按课程做好的：' }),
    ...steps.slice(0, done).map(({ title }) => `  - ${title[lang]}`),
    '',
  ];
}

/** Everything that is graded: what is still to be made so, and what holds and must go on to. */
function claimLines({ items, kind }: Exercise, lang: Lang): readonly string[] {
  const points = items.reduce((sum, item) => sum + item.points, 0);
  if (kind === 'build')
    return [say({ en: `What there must be (${points} points):`, zh: `要求（共 ${points} 分）：` }), ...claims(items, lang)];
  const [given, left] = [items.filter((item) => item.given), items.filter((item) => !item.given)];
  const heading =
    kind === 'repair'
      ? say({ en: 'What does not hold and must again:', zh: '现在不成立、要重新成立的：' })
      : say({ en: 'What there must be:', zh: '要求：' });
  return [
    heading,
    ...claims(left, lang),
    ...(given.length > 0
      ? [
          '',
          say({
            en: 'What holds, must go on to hold, and counts once the rest does:',
            zh: '现在成立、必须一直成立，其余都成立后才计分的：',
          }),
          ...claims(given, lang),
        ]
      : []),
    '',
    say({ en: `${points} points in all.`, zh: `共 ${points} 分。` }),
  ];
}
