import { createHash } from 'node:crypto';
import { drawSvgSeries } from '../diagram/svg.ts';
import { Markup, renderPage } from '../render/pages.ts';
import type { Explanation } from './explanation.ts';
import { pageData } from './page.ts';
import { WORDS } from './words.ts';

/**
 * A lesson, or a step of it, as one HTML page that needs nothing beside it: its pictures, its style and its few lines of
 * script are inside, and its policy lets it load nothing.
 */
export async function drawHtml(explanation: Explanation): Promise<string> {
  const { lang, steps, single } = explanation;
  const words = WORDS[lang];
  const last = steps.at(-1);
  const states = steps.map(({ before, after }) => ({ network: after, before }));
  const [whole = '', ...pictures] = await drawSvgSeries([...(last ? [{ network: last.after }] : []), ...states], { lang });
  const data = pageData(explanation);
  const script = single ? '' : renderPage('html', 'explain-stepper', {});
  return renderPage('html', 'explain', {
    ...data,
    steps: data.steps.map((step, index) => ({
      ...step,
      picture: new Markup(pictures[index] ?? ''),
      caption: words.captionOf(`${step.number}`),
    })),
    picture: new Markup(whole),
    script: new Markup(script),
    scriptHash: `sha256-${createHash('sha256').update(script).digest('base64')}`,
  });
}
