/** Words of iproute2 that may be cut short, in the order in which it looks at them; the first that begins so is meant. */
const OBJECTS = ['address', 'link', 'route', 'neigh', 'netns', 'tuntap'];
const VERBS: Readonly<Record<string, readonly string[]>> = {
  address: ['add', 'delete', 'show', 'list', 'flush'],
  link: ['add', 'set', 'delete', 'show', 'list'],
  route: ['add', 'delete', 'show', 'list'],
  neigh: ['add', 'delete', 'flush', 'show', 'list'],
  netns: ['add', 'delete', 'exec', 'list'],
  tuntap: ['add', 'delete', 'show', 'list'],
};

function whole(word: string, known: readonly string[]): string | undefined {
  return known.find((one) => one.startsWith(word));
}

/** The words of a command of iproute2, each in full, in one order, and without what adds nothing. */
function plainIp(words: readonly string[]): readonly string[] {
  const place = words[0] === '-n' ? words.slice(0, 2) : [];
  const [first = '', second, ...rest] = words.slice(place.length);
  const object = whole(first, OBJECTS) ?? first;
  const known = second === undefined ? 'show' : whole(second, VERBS[object] ?? []);
  const verb = (known ?? 'show').replace('list', 'show').replace('delete', 'del');
  const others = known === undefined && second !== undefined ? [second, ...rest] : rest;
  const named = others[0] === 'dev' ? others.slice(1) : others;
  // `add dev DEVICE ADDRESS` and `add ADDRESS dev DEVICE` are one.
  const ordered = object === 'address' && named !== others && named[1] !== undefined ? [named[1], 'dev', named[0] ?? ''] : named;
  const text = ordered.join(' ').replace(/ stp_state [01]$/, '');
  // Both list the ports of a bridge.
  const asked = object === 'address' && verb === 'show' && text.startsWith('master ') ? 'link' : object;
  const short = object === 'route' ? text.replace(/(via \S+) dev \S+/, '$1') : text;
  return ['ip', ...place, asked, verb, ...short.split(' ').filter((word) => word !== '')];
}

/** A command of docker: what it does and to what, without flags that say how, and without the command of a container. */
function plainDocker(words: readonly string[]): string {
  const all = words
    .flatMap((word) => (word.startsWith('--') ? word.split('=') : [word]))
    .map((word) => (word === '--net' ? '--network' : word));
  const named = (flag: string) => (all.includes(flag) ? [flag, all[all.indexOf(flag) + 1] ?? ''] : []);
  const valued = ['--name', '--network', '--subnet', '-p', '-d', '-o', '-c', '-f'];
  const bare = all.filter((word, index) => !word.startsWith('-') && !(valued.includes(all[index - 1] ?? '') && all[1] !== 'rm'));
  return [...bare.slice(0, 3), ...named('--name'), ...named('--network')].join(' ');
}

/** A command with what does not matter to what it does left out, and iproute2's words in full. */
export function plain(command: string): string {
  const text = command
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^sudo /, '')
    .replace(/^ip netns exec (\S+) ip /, 'ip -n $1 ')
    .replace(/ ?\| ?grep .*$/, '')
    .replace(/ ?> ?(?=\/proc)/, ' > ');
  const inside = /^ip netns exec (\S+) (.+)$/.exec(text);
  if (inside && inside[2] !== undefined) return `in ${inside[1]}: ${plain(inside[2])}`;
  // The namespace of a container has the container's name in the lesson, so that one may go there either way.
  const container = /^docker exec (\S+) (?:\/bin\/(?:ba)?sh -c "(.+)"|(.+))$/.exec(text);
  if (container) return plain(`ip netns exec ${container[1]} ${container[2] ?? container[3]}`);
  const words = text.split(' ');
  if (words[0] === 'docker') return plainDocker(words);
  if (words[0] === 'ip') return plainIp(words.slice(1)).join(' ');
  if (words[0] === 'ping') {
    const to = words.find((word) => /^\d+\.\d+\.\d+\.\d+$/.test(word)) ?? '';
    const by = words[words.indexOf('-I') + 1];
    return words.includes('-I') ? `ping -I ${by} ${to}` : `ping ${to}`;
  }
  if (words[0] === 'tcpdump') return words.includes('-i') ? `tcpdump -i ${words[words.indexOf('-i') + 1]}` : text;
  if (words[0] === 'brctl' && words[1] === 'show') return 'brctl show';
  return text
    .replace(/ -- set Bridge \S+ datapath_type=\S+$/, '')
    .replace(/--(name|net|network|subnet)=/g, '--$1 ')
    .replace('--net ', '--network ');
}

/** Words that say what a command does; others name what it is done to. */
const WORDS = new Set([
  ...['ip', 'in', 'address', 'link', 'route', 'neigh', 'netns', 'tuntap', 'add', 'set', 'del', 'show', 'exec', 'flush'],
  ...['up', 'down', 'master', 'nomaster', 'type', 'veth', 'bridge', 'peer', 'name', 'dev', 'default', 'via', 'table', 'mode', 'tap'],
  ...['brctl', 'addbr', 'delbr', 'addif', 'delif', 'stp', 'off', 'on', 'showmacs', 'ping', 'tcpdump', 'echo', '>', 'bash'],
  ...[
    'ovs-vsctl',
    'add-br',
    'del-br',
    'add-port',
    'del-port',
    'Interface',
    'type=internal',
    'fdb',
    'iptables',
    'MASQUERADE',
    'POSTROUTING',
  ],
  ...['nat', '!', 'docker', 'run', 'rm', 'network', 'create', 'inspect', 'ls', 'container'],
]);

/** A plain command with what it names left open: two of one shape do the same to other things. */
export function shapeOf(command: string): string {
  return plain(command)
    .split(' ')
    .map((word) => {
      if (WORDS.has(word) || word.startsWith('-')) return word;
      if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(word)) return '<prefix>';
      if (/^\d+\.\d+\.\d+\.\d+$/.test(word)) return '<address>';
      if (word.startsWith('/proc/sys/')) return '<setting>';
      return /^\d+$/.test(word) ? '<number>' : '<name>';
    })
    .join(' ')
    .replace(/^ip -n <name> /, 'ip ')
    .replace(/^in <name>: ?/, '')
    .replace(/^in \S+ /, '');
}
