/** The lesson that `new` writes: short, whole, and explained to somebody who writes the first one. */
export function starterLesson(id: string): string {
  return `// Two namespaces and a cable between them: a lesson to change into your own.
//
//   netscenario run ./${id}.ts       builds it in a sandbox, checks it and cleans up
//   netscenario prove ./${id}.ts     leaves out each action in turn: do the checks notice?
import { action, check, defineScenario, hostAt, param } from 'netscenario';

export default defineScenario({
  id: '${id}',
  title: { en: 'Two namespaces and a cable', zh: '两个网络命名空间和一根网线' },
  // A sentence for lists, then a paragraph that says why one should care.
  summary: {
    en: 'Two namespaces are joined by a veth pair, and each reaches the other.',
    zh: '用 veth 设备对把两个网络命名空间连起来，双方互相可达。',
  },
  about: {
    en: 'A network namespace is a network stack of its own, and a new one is connected to nothing. The smallest thing that connects two of them is a veth pair: a cable with a network card at each end.',
    zh: '网络命名空间是一套独立的网络协议栈，新建的网络命名空间不和任何东西相连。连接两个网络命名空间最小的东西就是 veth 设备对：一根两端各有一块网卡的线。',
  },

  // What a learner may choose: --set subnet=192.168.7.0/24. The values come to \`steps\` read and checked.
  params: {
    subnet: param.subnet({ initial: '10.0.0.0/24', about: { en: 'the network that both ends are in', zh: '两端所在的网段' } }),
  },

  steps({ subnet: { prefix } }) {
    const left = { netns: 'left', dev: 'veth0', address: hostAt(prefix, 1) };
    const right = { netns: 'right', dev: 'veth1', address: hostAt(prefix, 2) };
    return [
      {
        id: 'cable',
        title: { en: 'Lay a cable between two namespaces', zh: '在两个网络命名空间之间拉一根网线' },
        why: {
          en: 'Both ends of a veth pair are made on the host; each is then moved to where it belongs.',
          zh: 'veth 设备对的两端都在主机上创建，再各自移到该去的地方。',
        },
        // What is done, in order. Where no netns is given, it is done on the host.
        actions: [
          action.netns({ name: left.netns }),
          action.netns({ name: right.netns }),
          action.veth({ name: left.dev, peer: right.dev }),
          action.move({ dev: left.dev, to: left.netns }),
          action.move({ dev: right.dev, to: right.netns }),
        ],
        // The network that the actions lead to is compared with the kernel's after each step: that needs no check.
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Give each end an address and switch it on', zh: '给两端配地址并启用' },
        why: {
          en: 'The prefix length tells each end which other addresses are on its own wire, so no route is needed.',
          zh: '前缀长度告诉每一端，还有哪些地址在同一条链路上，所以不需要路由。',
        },
        // What to look at afterwards, and what is seen there.
        look: {
          en: '\`ip -n left neigh\` now knows the MAC address of the other end.',
          zh: '\`ip -n left neigh\` 现在知道对端的 MAC 地址了。',
        },
        actions: [left, right].flatMap(({ netns, dev, address }) => [
          action.address({ netns, dev, address: \`\${address}/\${prefix.length}\` }),
          action.up({ netns, dev }),
        ]),
        // What must then be true. A check names roles, a namespace and an address, and no devices.
        checks: [
          check.paired({ a: { netns: left.netns, address: left.address }, b: { netns: right.netns, address: right.address } }),
          check.reaches({ from: left.netns, to: right.address }),
          check.reaches({ from: right.netns, to: left.address }),
        ],
      },
    ];
  },

  // For the learner who has time left. Mistakes that sources make on the subject go to \`errata\`.
  tryNext: [
    {
      en: 'Choose another network: \`netscenario run ./${id}.ts --set subnet=192.168.7.0/24\`.',
      zh: '换一个网段：\`netscenario run ./${id}.ts --set subnet=192.168.7.0/24\`。',
    },
  ],
  breakIt: [
    {
      en: 'In a shell after the last step (\`--keep\`): \`ip -n right link set veth1 down\`, and veth0 of left loses its carrier.',
      zh: '最后一步之后在 shell 里（\`--keep\`）执行 \`ip -n right link set veth1 down\`，left 的 veth0 就失去载波。',
    },
  ],
});
`;
}

/** The settings with which an editor finds the types of this installation where no package of that name is installed. */
export function starterTsconfig(types: string): string {
  return `// For the editor: where it finds the types of 'netscenario'. netscenario itself does not read it.
{
  "compilerOptions": {
    "strict": true,
    "noEmit": true,
    "target": "es2023",
    "module": "esnext",
    "moduleResolution": "bundler",
    "types": [],
    "skipLibCheck": true,
    "paths": { "netscenario": [${JSON.stringify(types)}] }
  },
  "include": ["*.ts"]
}
`;
}
