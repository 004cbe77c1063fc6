import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { CLI } from '../support/cli.ts';
import { suite } from '../support/suite.ts';
import { Terminal } from '../support/tmux.ts';

const READY = /^ready> $|^ready>$/m;

/** Runs the body in a terminal of its own, in the project's root. */
async function inTerminal(size: { columns: number; rows: number }, body: (terminal: Terminal) => Promise<void>): Promise<void> {
  const terminal = new Terminal(size);
  try {
    await terminal.until(READY);
    terminal.type(`cd ${ROOT}; clear`);
    await body(terminal);
  } finally {
    terminal.close();
  }
}

const explain = (rest: string, env = '') => `${env} ${process.execPath} ${CLI} explain ${rest}; echo "exit code $?"`;

const terminals = suite('explain in a terminal');

terminals('a long lesson opens in less, and q leaves it', () =>
  inTerminal({ columns: 80, rows: 24 }, async (terminal) => {
    terminal.type(explain('docker-bridge', 'env -u PAGER -u LESS'));
    await terminal.until(/Docker's bridge network, built by hand[\s\S]*^:/m);
    assert.not.match(terminal.read(), /exit code \d|ESC\[/);
    terminal.press('Space');
    await terminal.until(/Step 1\/7/);
    terminal.press('q');
    assert.match(await terminal.until(/^exit code \d/m), /^exit code 0$/m);
  }),
);

terminals('Ctrl-C belongs to the pager', () =>
  inTerminal({ columns: 80, rows: 24 }, async (terminal) => {
    terminal.type(explain('docker-bridge', 'env -u PAGER -u LESS'));
    await terminal.until(/Docker's bridge network, built by hand[\s\S]*^:/m);
    terminal.press('C-c');
    // less draws the screen anew; keys typed before are lost.
    await terminal.until(/What is built[\s\S]*What is built[\s\S]*^:/m);
    terminal.press('q');
    assert.match(await terminal.until(/^exit code \d/m), /^exit code 0$/m);
  }),
);

terminals('what fits is not paged', () =>
  inTerminal({ columns: 100, rows: 400 }, async (terminal) => {
    terminal.type(explain('veth-direct', 'PAGER="sed s/^/paged:/"'));
    assert.not.match(await terminal.until(/^exit code 0$/m), /^paged:/m);
  }),
);

terminals('$PAGER is a command of its own words', () =>
  inTerminal({ columns: 80, rows: 24 }, async (terminal) => {
    terminal.type(explain('veth-direct', `PAGER='sed -e "s/^/paged: /"'`));
    assert.match(await terminal.until(/^exit code 0$/m), /^paged: Try next/m);
  }),
);

for (const pager of ['nonesuch-pager', '/etc/passwd', 'cat', ''])
  terminals(`PAGER=${pager || 'nothing'} is done without`, () =>
    inTerminal({ columns: 80, rows: 24 }, async (terminal) => {
      terminal.type(explain('veth-direct', `PAGER=${pager}`));
      assert.match(await terminal.until(/^exit code \d/m), /Break it on purpose[\s\S]*^exit code 0$/m);
    }),
  );

terminals('a pager that reads nothing is no error', () =>
  inTerminal({ columns: 80, rows: 24 }, async (terminal) => {
    terminal.type(explain('bridge-3ns --set namespaces=20', 'PAGER=true'));
    const text = await terminal.until(/^exit code \d/m);
    assert.match(text, /^exit code 0$/m);
    assert.not.match(text, /EPIPE|bug/);
  }),
);

terminals('--pager never writes it all', () =>
  inTerminal({ columns: 80, rows: 24 }, async (terminal) => {
    terminal.type(explain('veth-direct --pager never', 'PAGER="sed s/^/paged:/"'));
    const text = await terminal.until(/^exit code 0$/m);
    assert.match(text, /^Break it on purpose/m);
    assert.not.match(text, /^paged:/m);
  }),
);

terminals('it fits a narrow terminal', () =>
  inTerminal({ columns: 50, rows: 30 }, async (terminal) => {
    terminal.type(explain('veth-direct --pager never'));
    const text = await terminal.until(/^exit code 0$/m);
    const told = text.slice(text.indexOf('═'), text.indexOf('exit code 0'));
    for (const line of told.split('\n')) assert.ok([...line].length <= 50, line);
  }),
);
terminals.run();
