import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import type { Exercise } from './exercise.ts';

/** The task in words, a line each: every thing that is graded is in it, since it is made of them. */
export function taskLines({ plan, steps, scene, items }: Exercise, lang: Lang): readonly string[] {
  const points = items.reduce((sum, item) => sum + item.points, 0);
  const scenery = plan.steps.filter(({ scene: isScene }) => isScene);
  const ready = scenery.map(({ why }) => why[lang]);
  const daemons = scene.filter(({ title }) => steps.some(({ actions }) => actions.some((action) => action.title === title)));
  return [
    `${plan.id}: ${plan.title[lang]}`,
    plan.about[lang],
    '',
    ...(ready.length + daemons.length > 0
      ? [
          say({ en: 'What is there:', zh: '已经有的：' }),
          ...ready.map((line) => `  - ${line}`),
          ...daemons.map(({ title }) => `  - ${title[lang]}`),
          '',
        ]
      : []),
    say({ en: `What there must be (${points} points):`, zh: `要求（共 ${points} 分）：` }),
    ...items.map(({ check, points: worth }) => `  - ${check.claim[lang]} (${worth})`),
    '',
    say({
      en: 'Names of devices and bridges, the tools and the order are yours to choose.',
      zh: '设备和网桥的名字、用什么工具、按什么顺序，都由你决定。',
    }),
  ];
}
