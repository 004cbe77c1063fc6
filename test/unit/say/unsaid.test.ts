import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { sources, type Unsaid, unsaidIn } from '../../support/unsaid.ts';

/** Where English stands by itself for a reason; in these files alone, and in strings that fit. */
const REASONS: readonly (readonly [files: RegExp, text: RegExp, why: string])[] = [
  [/^src\/pages\/|^src\/run\/events\.ts|^src\/lab\/grade-line\.ts/, /./, 'the pages in docs/, which are in English'],
  [/^src\/(explain|script)\/words\.ts|^src\/script\/chinese\//, /./, 'tables that the type checker holds against each other'],
  [/^src\/(explain\/changes|model\/diff|model\/firewall)\.ts/, /./, 'notation, as iproute2 and iptables write it'],
  [/^src\/completion\/(bash|fish|zsh)\.ts/, /^#/, 'scripts for shells'],
  [/^src\/verbs\/starter\.ts/, /^\/\/ /, 'a module, whose comments are in the language of its code'],
  [/./, /^(?:\$0|source <\(\$0|netscenario|source <\(netscenario|sudo) /, 'a command line'],
  [/^src\/lab\/session\.ts/, /^PS1=/, 'a prompt, as a shell has it'],
  [/^src\/lab\/task\.ts/, /^docker inspect /, 'a command line'],
  [/^src\/run\/command-rows\.ts/, /^ip netns exec $/, 'a command line'],
  [/^src\/exec\/package-table\.ts/, /^(?:dnf install|apk add)$/, 'a command line'],
  [/^src\/doctor\/trial\.ts|^src\/sandbox\//, /^(?:…\n)?(?:mount|cd|netconf|neigh|bridge|fdb) /, 'a command line'],
  [/^src\/vocabulary\/checks\/(served|unreachable)\.ts/, /^(?:Connection refused|Network is unreachable)$/, 'what a tool prints'],
  [
    /^src\/diagnosis\/ask-kernel\.ts/,
    /^(?:Invalid argument|No route to host|Permission denied|Network is unreachable)$/,
    'what a tool prints',
  ],
  [/^src\/diagnosis\/ovs-flows\.ts/, /^no match$/, 'what a tool prints'],
  [/^src\/observe\/observer\.ts/, /^Dump was interrupted /, 'what a tool prints'],
  [/^src\/vocabulary\/actions\/dnat\.ts/, /^\{ type nat hook /, 'words of nft'],
  [/^src\/observe\/nft\.ts/, /^(?:not read|ip nat)$/, 'words of nft'],
  [/^src\/(diagram\/dot|diagram\/svg\/|chart\/svg)/, /^(?:graph network|cable nd-|font:|@media)/, 'Graphviz, classes and CSS'],
  [/^src\/model\/sources\.ts/, /^Switching in software on Linux$/, 'the title of a source'],
  [/^src\/plan\/shape\.ts/, /^'export default /, 'TypeScript'],
  [/^src\/commands\/parser\.ts/, /^Show /, 'keys of the parser, beside their Chinese'],
  [/^src\/verbs\/usage\.ts/, /^Not enough non-option arguments$/, 'what the parser says, to be recognised'],
  [
    /^src\/render\/|^src\/script\/(body|functions)\.ts|^src\/sandbox\/stream\.ts|^src\/model\/(pcap|statistics)\.ts|^src\/plan\/shared-json\.ts/,
    /./,
    'faults of the program, for those who mend it',
  ],
];

function reasonFor({ place, text }: Unsaid): string | undefined {
  return REASONS.find(([files, fits]) => files.test(place) && fits.test(text))?.[2];
}

const test = suite('prose in the source');
let found: readonly Unsaid[] = [];

test.before(() => {
  found = unsaidIn(sources());
});

test('what is said is said in every language', () => {
  const missing = found.filter((one) => reasonFor(one) === undefined).map(({ place, text }) => `${place} ${JSON.stringify(text)}`);
  assert.equal(missing, []);
});

test('English by itself is looked for where there is some', () => {
  for (const [files, fits, why] of REASONS)
    assert.ok(
      found.some(({ place, text }) => files.test(place) && fits.test(text)),
      `${files} ${fits}: ${why}`,
    );
});

test.run();
