import * as assert from 'uvu/assert';
import { codeSpan, escapeMarkdown, fence, markdownProse } from '../../../src/render/markdown.ts';
import { suite } from '../../support/suite.ts';

const markdown = suite('Markdown');

/** Text, and how it is written so that it is shown as it is. */
for (const [text, written] of [
  ['plain text, with (signs) and a-dash.', 'plain text, with (signs) and a-dash.'],
  ['a *b* [c](d) <e> `f` \\g', 'a \\*b\\* \\[c\\](d) \\<e\\> \\`f\\` \\\\g'],
  ['net.ipv4.ip_forward and _this_', 'net.ipv4.ip_forward and \\_this\\_'],
  ['# no heading', '\\# no heading'],
  ['- no list', '\\- no list'],
  ['1. no list', '1\\. no list'],
  ['12 of 12', '12 of 12'],
  ['&lt; and &', '\\&lt; and &'],
  ['$x$ and $(id)', '\\$x\\$ and \\$(id)'],
  ['https://example.net', 'https\\://example.net'],
  ['@nobody', '\\@nobody'],
  ['a | b ~~c~~', 'a \\| b \\~\\~c\\~\\~'],
] as const)
  markdown(`text: ${text}`, () => assert.is(escapeMarkdown(text), written));

for (const [text, written] of [
  ['ip link', '`ip link`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['``', '``` `` ```'],
] as const)
  markdown(`code: ${text}`, () => assert.is(codeSpan(text), written));

for (const [prose, written] of [
  ['see `ip *a*` - or *b*', 'see `ip *a*` - or \\*b\\*'],
  ['`-I` is first', '`-I` is first'],
  ['`a`- b', '`a`- b'],
] as const)
  markdown(`prose: ${prose}`, () => assert.is(markdownProse(prose), written));

markdown('a block is closed by nothing in it', () => {
  assert.is(fence('ip link', 'sh'), '```sh\nip link\n```');
  assert.is(fence('a\n```\n# out', 'sh'), '````sh\na\n```\n# out\n````');
});
markdown.run();
