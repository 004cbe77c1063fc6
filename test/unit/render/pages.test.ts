import Handlebars from 'handlebars';
import * as assert from 'uvu/assert';
import { precompilePage } from '../../../src/render/compile.ts';
import { renderPage } from '../../../src/render/pages.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const pages = suite('pages');

for (const source of ['<p>{{{x}}}</p>', '<p>{{&x}}</p>', '{{#if a}}{{{prose x}}}{{/if}}'])
  pages(`${source} is refused`, () =>
    assert.match(
      thrownBy(() => precompilePage('t', source)),
      /^SyntaxError: t: line 1: values are always escaped/,
    ),
  );

pages('every plain value goes through the helper, and helpers get theirs', () => {
  const engine = Handlebars.create();
  engine.registerHelper('value', (text: string) => new Handlebars.SafeString(`v(${text})`));
  engine.registerHelper('prose', (text: string) => new Handlebars.SafeString(`p(${text})`));
  const spec = new Function(
    `return ${precompilePage('t', '{{a}} {{prose b}} {{#each c}}{{this}}{{../a}}{{/each}}')}`,
  )() as TemplateSpecification;
  assert.is(engine.template(spec)({ a: '<', b: '>', c: ['&'] }), 'v(<) p(>) v(&)v(<)');
});

pages('an unknown page is an error', () =>
  assert.match(
    thrownBy(() => renderPage('md', 'nonesuch', {})),
    /there is no page 'nonesuch'/,
  ),
);
pages('so is a value that is missing', () =>
  assert.match(
    thrownBy(() => renderPage('md', 'explain', {})),
    /^TypeError: a template got .* where text or a number belongs/,
  ),
);
pages.run();
