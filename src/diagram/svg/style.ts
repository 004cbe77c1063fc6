import { FONT } from './measure.ts';

/** The class of every picture; all rules are below it, and other classes begin with nd-, so that a page and its pictures leave each other alone. */
export const ROOT_CLASS = 'netscenario-diagram';

const LIGHT =
  '--back:#fff;--ink:#1c2126;--faint:#5b6570;--wall:#8b959f;--area:#f3f5f7;--switch:#e3eaf2;--device:#fff;--cable:#2563a8;--news:#15803d;--down:#b45309';
const DARK =
  '--back:#14181c;--ink:#e6e9ec;--faint:#a3adb7;--wall:#6b7681;--area:#1d2329;--switch:#26313d;--device:#14181c;--cable:#79b4f2;--news:#5ecb85;--down:#f0a860';

const RULES: readonly (readonly [selector: string, declarations: string])[] = [
  ['', `${LIGHT};max-width:100%;height:auto`],
  ['text', `font:${FONT}px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:var(--ink);white-space:pre`],
  ['rect', 'stroke:var(--wall);stroke-width:1'],
  ['.nd-back', 'fill:var(--back);stroke:none'],
  ['.nd-area>rect', 'fill:var(--area)'],
  ['.nd-switch>rect', 'fill:var(--switch)'],
  ['.nd-device>rect', 'fill:var(--device);stroke:var(--ink)'],
  ['.nd-title', 'font-weight:bold'],
  ['.nd-faint', 'fill:var(--faint)'],
  ['.nd-cable path', 'fill:none;stroke:var(--cable);stroke-width:2;stroke-linejoin:round'],
  ['.nd-cable circle', 'fill:var(--cable);stroke:none'],
  ['.nd-dead path', 'stroke-dasharray:4 3'],
  ['.nd-news>rect', 'stroke:var(--news);stroke-width:2.5'],
  ['.nd-news>text,text.nd-news', 'fill:var(--news);font-weight:bold'],
  ['.nd-news path', 'stroke:var(--news);stroke-width:3.5'],
  ['.nd-news circle', 'fill:var(--news)'],
  ['text.nd-down', 'fill:var(--down);font-weight:bold'],
];

/** The style sheet inside a picture: dark where the reader wants it, but not on paper. */
export const STYLE = [
  ...RULES.map(([selectors, declarations]) => {
    const scoped = selectors.split(',').map((selector) => `.${ROOT_CLASS} ${selector}`.trim());
    return `${scoped.join(',')}{${declarations}}`;
  }),
  `@media screen and (prefers-color-scheme:dark){.${ROOT_CLASS}{${DARK}}}`,
].join('\n');
