import type { Completes } from '../completion/question.ts';
import { say, type Words } from '../model/say.ts';
import type { Verb } from './flags.ts';

/** What help, completion and the pages in docs/verbs say of a verb, its flags aside (flags.ts). */
export interface Entry {
  /** The word that follows the verb, and what it is completed with. */
  readonly takes?: { readonly name: string; readonly completes?: Completes };
  /** A further word that may follow. */
  readonly mayTake?: { readonly name: string; readonly completes: Completes };
  /** Words that may follow all of these, as one sees them in the usage. */
  readonly mayTakeMore?: string;
  /** What it does, in a line. */
  readonly does: Words;
  /** Command lines, `$0` for the program, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: Words])[];
}

const LESSON = { name: 'lesson', completes: 'lesson' } as const;

/** Every verb, in the order in which help lists them. */
export const MANUAL: Readonly<Record<Verb, Entry>> = {
  run: {
    takes: LESSON,
    does: { en: 'build a lesson in a sandbox, check it and clean up', zh: '在沙箱里搭建一课、检查，然后清理' },
    examples: [
      ['$0 run bridge-3ns', { en: 'three namespaces on a bridge', zh: '三个网络命名空间接在一个网桥上' }],
      ['$0 run bridge-3ns --set namespaces=20', { en: 'twenty of them', zh: '换成二十个' }],
      ['$0 run veth-direct --step', { en: 'step by step, with a shell when wanted', zh: '一步一步来，随时可以打开 shell' }],
      ['$0 run bridge-3ns --dialect short,brctl', { en: 'with `ip a a` and `brctl`', zh: '用 `ip a a` 和 `brctl` 的写法' }],
      ['$0 run ovs-internal --reporter json', { en: 'events as JSON lines', zh: '每个事件一行 JSON' }],
    ],
  },
  explain: {
    takes: LESSON,
    does: {
      en: 'teach a lesson: why, every command and flag, what changes, what to look at',
      zh: '讲解一课：为什么这样做，每条命令和选项，发生了什么变化，看什么',
    },
    examples: [
      ['$0 explain bridge-3ns', { en: 'read it here', zh: '在终端里读' }],
      ['$0 explain docker-bridge --step masquerade', { en: 'one step alone', zh: '只看一步' }],
      ['$0 explain veth-direct -o lesson.html', { en: 'as a page to read and print', zh: '做成网页，可读可打印' }],
    ],
  },
  render: {
    takes: LESSON,
    does: { en: 'print a lesson as a bash script that needs no netscenario', zh: '把一课输出成 bash 脚本，不需要 netscenario 就能运行' },
    examples: [
      ['$0 render bridge-3ns', { en: 'read it, or print it on paper', zh: '直接读，或打印出来' }],
      [
        '$0 render bridge-3ns -o bridge.sh',
        { en: 'write it to a file; ./bridge.sh runs it in a sandbox', zh: '写入文件；./bridge.sh 会在沙箱里运行' },
      ],
      ['$0 render veth-direct --host', { en: 'for a throw-away machine, without a sandbox', zh: '给一次性机器用，不用沙箱' }],
    ],
  },
  diagram: {
    takes: LESSON,
    does: { en: 'draw the network of a lesson', zh: '画出一课的网络' },
    examples: [
      ['$0 diagram docker-bridge', { en: 'at its end, with box-drawing characters', zh: '最后的样子，用制表符画' }],
      ['$0 diagram docker-bridge --after-step 3', { en: 'after a step, what it changed marked', zh: '某一步之后的样子，标出这一步的变化' }],
      ['$0 diagram bridge-3ns -o bridge.svg', { en: 'as a picture', zh: '画成图片' }],
    ],
  },
  list: {
    does: { en: 'list the lessons', zh: '列出所有课程' },
    examples: [
      ['$0 list', { en: 'all lessons', zh: '全部课程' }],
      ['$0 list --tag ovs', { en: 'those about Open vSwitch', zh: '讲 Open vSwitch 的课程' }],
    ],
  },
  doctor: {
    does: { en: 'tell what works on this machine, and mend what does not', zh: '检查这台机器上什么能用，并修好不能用的' },
    examples: [
      ['$0 doctor', { en: 'what works here', zh: '这里什么能用' }],
      ['$0 doctor --fix --for ovs-internal', { en: 'install what one lesson needs', zh: '安装某一课需要的东西' }],
    ],
  },
  new: {
    takes: { name: 'name' },
    mayTake: { name: 'folder', completes: 'file' },
    does: { en: "write the beginning of a lesson of one's own, NAME.ts", zh: '写出一个自己的课程的开头：NAME.ts' },
    examples: [
      ['$0 new my-lesson', { en: 'here', zh: '写在当前文件夹' }],
      ['$0 new my-lesson ~/lessons', { en: 'in another folder', zh: '写在别的文件夹' }],
    ],
  },
  prove: {
    takes: LESSON,
    does: {
      en: "leave out each of a lesson's actions in turn, and see whether its checks notice",
      zh: '把一课的动作逐个去掉，看检查能不能发现',
    },
    examples: [
      ['$0 prove ./my-lesson.ts', { en: "which actions no check guards, in one's own lesson", zh: '自己的课程里，哪些动作没有检查守着' }],
      [
        '$0 prove bridge-3ns --json',
        { en: 'the proof of a lesson that comes with netscenario, for programs', zh: '自带课程的证明结果，给程序读' },
      ],
    ],
  },
  lab: {
    takes: { name: 'action', completes: 'lab-action' },
    mayTake: { name: 'lesson', completes: 'lesson' },
    mayTakeMore: 'words',
    does: { en: 'make a lesson an exercise, and grade it', zh: '把一课变成练习，并评分' },
    examples: [
      ['$0 lab list', { en: 'which exercises there are', zh: '有哪些练习' }],
      ['$0 lab start bridge-3ns', { en: 'build it yourself', zh: '自己动手搭' }],
      ['$0 lab start docker-bridge --kind repair', { en: 'find what is wrong with it, and mend it', zh: '找出哪里坏了，并修好' }],
      ['$0 lab grade bridge-3ns --solution mine.sh', { en: 'grade a script that builds the network', zh: '给搭建网络的脚本评分' }],
    ],
  },
  completion: {
    takes: { name: 'shell', completes: 'shell' },
    does: { en: "print what makes a shell complete netscenario's words", zh: '输出让 shell 补全 netscenario 的脚本' },
    examples: [['source <($0 completion bash)', { en: 'complete in this shell', zh: '在当前 shell 里启用补全' }]],
  },
};

/** A verb as yargs takes it: with the word that follows, and what it does. */
export function commandOf(verb: Verb): [command: string, does: string] {
  const { takes, mayTake, mayTakeMore, does }: Entry = MANUAL[verb];
  const words = [takes && `<${takes.name}>`, mayTake && `[${mayTake.name}]`, mayTakeMore && `[${mayTakeMore}..]`];
  return [[verb, ...words.filter((word) => word !== undefined)].join(' '), say(does)];
}

/** A verb's examples as yargs takes them. */
export function examplesOf(verb: Verb): [command: string, does: string][] {
  return MANUAL[verb].examples.map(([command, does]) => [command, say(does)]);
}
