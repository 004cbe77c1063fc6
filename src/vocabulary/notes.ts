import type { Text } from '../model/text.ts';

/**
 * One flag or word of a command, for the learner. Shown where the words of `flag` occur in a row in the command; one that
 * ends with ':', '=' or '/' stands for every word that begins with it.
 */
export interface FlagNote {
  readonly flag: string;
  readonly means: Text;
}

/** What the words mean that put a command of iproute2 into another namespace. */
export const DASH_N: FlagNote = {
  flag: '-n',
  means: { en: 'act inside this namespace; without it, on the host', zh: '在这个命名空间里执行；不写则在主机上执行' },
};

/** What the words mean that put any other command there. */
export const NETNS_EXEC: FlagNote = {
  flag: 'ip netns exec',
  means: { en: 'run the rest of the line as a program inside this namespace', zh: '在这个命名空间里运行后面的程序' },
};

/** What the parameter means that says where. */
export const WHERE: Text = { en: 'the namespace in which it is; left out, the host', zh: '所在的命名空间；不写则为主机' };

/** What the words mean with which iproute2 changes a device. */
export const LINK_SET: FlagNote = { flag: 'link set', means: { en: 'change a device that is there', zh: '修改已有的设备' } };

/** What the sign means that stands between two commands. */
export const ALSO: FlagNote = { flag: '&&', means: { en: 'and then, if that has worked', zh: '前一条成功之后，再执行后一条' } };

/** What the sign means that lets a command work while the next begins. */
export const IN_BACKGROUND: FlagNote = {
  flag: '&',
  means: { en: 'go on at once; the command works in the background', zh: '不等它结束就继续；命令在后台运行' },
};
