import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Case, refuses } from '../support/refuses.ts';
import { suite } from '../support/suite.ts';

const test = suite('what lab grade refuses');
const folder = mkdtempSync(join(tmpdir(), 'netscenario-grade-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const grade = (path: string, ...more: readonly string[]) => ['lab', 'grade', 'veth-direct', '--solution', path, ...more];
const fifo = join(folder, 'fifo');
execFileSync('mkfifo', [fifo]);
const script = file('good.sh', 'true\n');

const CASES: Readonly<Record<string, Case>> = {
  'no script': [['lab', 'grade', 'veth-direct'], /it takes the script to grade.*--solution FILE/],
  'no lesson': [['lab', 'grade', '--solution', script], /it takes a lesson/],
  'an unknown lesson': [['lab', 'grade', 'veth-dirct', '--solution', script], /veth-dirct/],
  'a file that is not there': [grade(join(folder, 'none.sh')), /cannot be read: ENOENT/],
  'a folder': [grade(folder), /is no regular file/],
  'a FIFO, which nobody writes to': [grade(fifo), /is no regular file/],
  'a file that is no text': [grade(file('binary', '\x7fELF\0\0')), /is no text/],
  'a file that is too long': [grade(file('long.sh', '#'.repeat(1_048_577))), /is longer than 1048576 bytes/],
  'lines that end as on Windows': [grade(file('crlf.sh', '#!/bin/bash\r\ntrue\r\n')), /CRLF.*fix: sed -i/],
  'a script in another language': [
    grade(file('python.sh', '#!/usr/bin/env python3\n')),
    /is no bash script: it begins with '#!\/usr\/bin\/env python3'/,
  ],
  'no time at all': [grade(script, '--timeout', '0'), /--timeout takes seconds, more than 0/],
  'a time that is no number': [grade(script, '--timeout', '1e3'), /--timeout takes seconds/],
  'a time below nothing': [grade(script, '--timeout=-1'), /--timeout takes seconds/],
};

for (const [what, entry] of Object.entries(CASES)) test(what, () => refuses(entry, 2));

test.run();
