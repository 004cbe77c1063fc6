import { drawMermaid } from '../diagram/mermaid.ts';
import { renderPage } from '../render/pages.ts';
import type { Explanation } from './explanation.ts';
import { pageData } from './page.ts';

/** A lesson, or a step of it, as Markdown, with a Mermaid diagram of the network as it then is. */
export function drawMarkdown(explanation: Explanation): string {
  const { lang, steps, single } = explanation;
  const last = steps.at(-1);
  const picture = last ? drawMermaid(last.after, { lang, ...(single ? { before: last.before } : {}) }) : '';
  return renderPage('md', 'explain', { ...pageData(explanation), picture });
}
