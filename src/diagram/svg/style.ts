import { FONT } from './measure.ts';

/** The class of every picture; all rules are below it, so that a page with several pictures is left alone. */
export const ROOT_CLASS = 'netscenario-diagram';

const LIGHT =
  '--back:#fff;--ink:#1c2126;--faint:#5b6570;--wall:#8b959f;--area:#f3f5f7;--switch:#e3eaf2;--device:#fff;--cable:#2563a8;--news:#15803d;--down:#b45309';
const DARK =
  '--back:#14181c;--ink:#e6e9ec;--faint:#a3adb7;--wall:#6b7681;--area:#1d2329;--switch:#26313d;--device:#14181c;--cable:#79b4f2;--news:#5ecb85;--down:#f0a860';

const RULES: readonly (readonly [selector: string, declarations: string])[] = [
  ['', `${LIGHT};max-width:100%;height:auto`],
  ['text', `font:${FONT}px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:var(--ink);white-space:pre`],
  ['rect', 'stroke:var(--wall);stroke-width:1'],
  ['.back', 'fill:var(--back);stroke:none'],
  ['.area>rect', 'fill:var(--area)'],
  ['.switch>rect', 'fill:var(--switch)'],
  ['.device>rect', 'fill:var(--device);stroke:var(--ink)'],
  ['.title', 'font-weight:bold'],
  ['.faint', 'fill:var(--faint)'],
  ['.cable path', 'fill:none;stroke:var(--cable);stroke-width:2;stroke-linejoin:round'],
  ['.cable circle', 'fill:var(--cable);stroke:none'],
  ['.dead path', 'stroke-dasharray:4 3'],
  ['.news>rect', 'stroke:var(--news);stroke-width:2.5'],
  ['.news>text,text.news', 'fill:var(--news);font-weight:bold'],
  ['.news path', 'stroke:var(--news);stroke-width:3.5'],
  ['.news circle', 'fill:var(--news)'],
  ['text.down', 'fill:var(--down);font-weight:bold'],
];

/** The style sheet inside a picture: dark where the reader wants it, but not on paper. */
export const STYLE = [
  ...RULES.map(([selectors, declarations]) => {
    const scoped = selectors.split(',').map((selector) => `.${ROOT_CLASS} ${selector}`.trim());
    return `${scoped.join(',')}{${declarations}}`;
  }),
  `@media screen and (prefers-color-scheme:dark){.${ROOT_CLASS}{${DARK}}}`,
].join('\n');
