import * as assert from 'uvu/assert';
import { describeSource, SOURCES, sourceOf } from '../../../src/model/sources.ts';
import { suite } from '../../support/suite.ts';

const sources = suite('sources');

sources('each is told in a line', () => {
  for (const name of Object.keys(SOURCES)) {
    const line = describeSource(name, 'en');
    assert.ok(line.startsWith(`${name}: “${sourceOf(name)?.title}”, `), line);
    assert.not.match(line, /\n|undefined/);
  }
  assert.match(describeSource('S1', 'en'), /, https:\/\/www\.cnblogs\.com\/charlieroro\/p\/9791571\.html$/);
});

sources('words of one’s own are told as they are', () => {
  assert.is(sourceOf('toString'), undefined);
  assert.is(describeSource('my notes', 'en'), 'my notes');
});

sources.run();
