import type { Lang } from '../model/text.ts';

/** Where a printed script works: in a sandbox that it makes for itself, or on the machine itself. */
export type Form = 'sandbox' | 'host';

/** The fixed words of printed scripts. */
export interface Words {
  /** What stands before prose ends so that the prose can follow at once. */
  readonly look: string;
  readonly note: string;
  heading(id: string, title: string): string;
  parameters(set: string): string;
  readonly tryNext: string;
  readonly breakIt: string;
  readonly errata: string;
  readonly sources: string;
  /** The sign of a mistake, with the name of the source that makes it where that is known. */
  mistake(source: string | undefined): string;
  readonly right: string;
  readonly exitCodes: string;
  readonly order: string;
  /** Why networks that somebody may own are refused. */
  public(networks: readonly string[]): string;
  /** The sentence above the undo. */
  readonly undo: string;
  /** How it is run, and what it does to the machine; lines that begin with blanks stay as they are. */
  usage(file: string, form: Form, rootAlone: boolean): string;
}

const EN: Words = {
  look: 'Look: ',
  note: 'Note: ',
  heading: (id, title) => `${id}: ${title}`,
  parameters: (set) => `Printed for ${set}.`,
  tryNext: 'To try next:',
  breakIt: 'To break on purpose:',
  errata: 'Mistakes that tutorials make here:',
  sources: 'Where it comes from:',
  mistake: (source) => (source === undefined ? 'Wrong: ' : `Wrong, in ${source}: `),
  right: 'Right: ',
  exitCodes:
    'Exit codes: 0 all holds, 1 a check failed, 2 bad usage, 3 a command failed, 4 it cannot run here, 5 something is left behind; 129, 130, 143 after SIGHUP, SIGINT, SIGTERM.',
  order: 'The lesson comes first. What its words mean (step, holds, …), and how it starts and ends, comes behind it.',
  undo: 'Everything above, taken back in reverse order. What is in a namespace or belongs to a device goes with it, so that only these are left to be undone.',
  public: (networks) =>
    `${networks.join(' and ')} ${networks.length === 1 ? 'is' : 'are'} public address space: this machine would no longer reach its real owners`,
  usage: (file, form, rootAlone) =>
    form === 'sandbox'
      ? [
          rootAlone ? 'Run it as root:' : 'Run it as any user:',
          '',
          `  ${rootAlone ? 'sudo ' : ''}bash ${file}           builds it, checks it, takes it back`,
          `  ${rootAlone ? 'sudo ' : ''}bash ${file} --keep    opens a shell in it before that`,
          '',
          'Nothing of it touches this machine: the script starts itself anew in a sandbox, network, mount and process namespaces of its own. What it calls the host is the first network namespace in there. However it ends, the kernel takes the sandbox away with all that is in it.',
          '',
          'A check waits up to 5 seconds for what it claims; DEADLINE=20 before the command gives it 20.',
        ].join('\n')
      : [
          'FOR A THROW-AWAY MACHINE: this form works on the machine itself, as root. It refuses to start where it would meet a name, a route or a network that is there already.',
          '',
          `  sudo bash ${file}           builds it, checks it, takes it back`,
          `  sudo bash ${file} --keep    leaves it up`,
          `  sudo bash ${file} --undo    takes back what --keep has left`,
          '',
          'Kernel settings that it changes are noted first and put back at the end.',
          '',
          'A check waits up to 5 seconds for what it claims; DEADLINE=20 behind sudo gives it 20.',
        ].join('\n'),
};

const ZH: Words = {
  look: '观察：',
  note: '说明：',
  heading: (id, title) => `${id}：${title}`,
  parameters: (set) => `生成时的参数：${set}。`,
  tryNext: '接下来可以试试：',
  breakIt: '故意弄坏它：',
  errata: '教程在这里常犯的错误：',
  sources: '来源：',
  mistake: (source) => (source === undefined ? '错误：' : `错误（${source}）：`),
  right: '正确：',
  exitCodes:
    '退出码：0 全部成立；1 有检查未通过；2 用法错误；3 有命令执行失败；4 无法在这里运行；5 有东西没有清理干净；129、130、143 分别对应 SIGHUP、SIGINT、SIGTERM。',
  order: '课程在前面。其中用到的词（step、holds 等）是什么意思，以及脚本怎样开始、怎样结束，都写在后面。',
  undo: '按相反的顺序撤销以上一切。命名空间里的东西、属于某个设备的东西会随之消失，所以要撤销的只剩这些。',
  public: (networks) => `${networks.join('、')} 是公网地址：用了它，这台机器就访问不到这些地址真正的主人了`,
  usage: (file, form, rootAlone) =>
    form === 'sandbox'
      ? [
          rootAlone ? '只有 root 可以运行：' : '任何用户都可以运行：',
          '',
          `  ${rootAlone ? 'sudo ' : ''}bash ${file}           搭建、检查、撤销`,
          `  ${rootAlone ? 'sudo ' : ''}bash ${file} --keep    撤销之前先打开一个里面的 shell`,
          '',
          '它完全不触碰这台机器：脚本在沙箱里重新启动自己，沙箱有自己的网络、挂载和进程命名空间。其中所说的主机，是那里的第一个网络命名空间。不管脚本怎样结束，内核都会把沙箱连同里面的一切一并收走。',
          '',
          '每项检查最多等 5 秒，等它所说的成为事实；在命令前面写 DEADLINE=20 就等 20 秒。',
        ].join('\n')
      : [
          '只用于一次性的机器：这种形式以 root 身份直接在机器上操作。如果会碰到已有的名字、路由或网段，它就拒绝开始。',
          '',
          `  sudo bash ${file}           搭建、检查、撤销`,
          `  sudo bash ${file} --keep    保留不撤销`,
          `  sudo bash ${file} --undo    撤销 --keep 留下的东西`,
          '',
          '它改动的内核参数会先记下来，最后恢复原样。',
          '',
          '每项检查最多等 5 秒，等它所说的成为事实；在 sudo 后面写 DEADLINE=20 就等 20 秒。',
        ].join('\n'),
};

export const WORDS: Readonly<Record<Lang, Words>> = { en: EN, zh: ZH };
