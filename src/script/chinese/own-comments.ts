/** What is noted at the frame of printed scripts: English and Chinese; see `translate.ts`. */
export const OWN_COMMENTS: readonly (readonly [english: string, chinese: string])[] = [
  // What the lesson makes and needs.
  ['What the words of the lesson mean', '课程里各个词的含义'],
  ['What it makes: namespaces, and devices by the names that they are born with.', '它会创建什么：命名空间，以及设备（按创建时的名字）。'],
  [
    'What it needs of this machine: networks and routes that are free, settings to change.',
    '它需要这台机器上的什么：空闲的网段和路由，要改的设置。',
  ],
  ['The kernel settings that each namespace starts from.', '每个命名空间起始的内核设置。'],
  [
    "present: what of the lesson's names there is on this machine, one a line.",
    'present：课程用到的名字中，这台机器上已经有哪些，一行一个。',
  ],
  [
    'same_settings NETNS…: gives new namespaces the kernel settings that this lesson starts from. They would inherit those of the machine, which differ from one distribution to the next.',
    'same_settings NETNS…：给新的命名空间配上本课起始的内核设置。否则它们会继承这台机器的设置，而各个发行版并不相同。',
  ],
  [
    "make_room: forgets all neighbours, at most every 3 s. The kernel's ARP table is one for all namespaces and holds 1024 entries by default (arp(7)).",
    'make_room：清空所有邻居，最多每 3 秒一次。内核的 ARP 表由所有命名空间共用，默认容纳 1024 条（arp(7)）。',
  ],

  // How it starts and ends.
  ['How it starts and ends', '怎样开始，怎样结束'],
  [
    'say TEXT: prints a line. A reader that went away ends the printing, not the undo.',
    'say TEXT：打印一行。读的一方走了，只是不再打印，撤销照常进行。',
  ],
  [
    'step NUMBER TITLE: begins a step, unless a check of the one before has failed.',
    'step NUMBER TITLE：开始一个步骤，除非上一步有检查失败。',
  ],
  [
    'show: prints the command of the lesson that comes next, functions of this script passed over.',
    'show：打印课程接下来的命令，略过本脚本的函数。',
  ],
  [
    'failed COMMAND CODE: a command of a step has failed, so nothing can be judged.',
    'failed COMMAND CODE：某一步的命令失败了，所以无从判断。',
  ],
  ['refuse CODE MESSAGE FIX: ends the script before it has changed anything.', 'refuse CODE MESSAGE FIX：在脚本改动任何东西之前就结束它。'],
  [
    'hear_signals: has each signal end the script with the exit code that is its own.',
    'hear_signals：让每个信号都以各自的退出码结束脚本。',
  ],
  [
    'run_lesson: from the first step to the summary; whatever happens, finish comes last.',
    'run_lesson：从第一步到总结；无论发生什么，最后都会执行 finish。',
  ],
  ['finish: takes back what the lesson has made, and says how it all went.', 'finish：撤掉课程创建的一切，并说明整体结果。'],
  ['take_back: undoes the lesson, then looks whether anything of it is left.', 'take_back：撤销课程，再看有没有留下什么。'],
  [
    'First what still runs in the background: a ping that outlives the rule for it would leave a conntrack entry that misleads the next run.',
    '先结束还在后台运行的：规则没了而 ping 还在，就会留下一条误导下次运行的 conntrack 记录。',
  ],
  [
    "2 is bash's own, once in a thousand signals: one that meets its parser.",
    '2 是 bash 自己给出的，大约一千个信号中有一次：信号正好碰上它的语法分析器。',
  ],
  [
    'What was in a namespace is freed by the kernel a moment after its name is gone.',
    '命名空间的名字消失之后，内核还要过一小会儿才释放里面的东西。',
  ],
  [
    'assert_programs: refuses where a program is missing, and names its package.',
    'assert_programs：缺少程序时拒绝运行，并说出它所在的软件包。',
  ],
  ["An ordinary user's PATH often lacks the folders of system programs.", '普通用户的 PATH 里往往没有系统程序所在的目录。'],
  ["read_words WORD…: the words behind the script's name, and DEADLINE.", 'read_words WORD…：读取脚本名后面的参数，以及 DEADLINE。'],
  ['The shell that is to stay open would read from the pipe that the script comes by.', '要保持打开的 shell 会去读脚本自己所来自的管道。'],
  [
    'programs: each that the script calls, and the package that brings it: for apt, dnf, apk and pacman.',
    'programs：脚本调用的每个程序，以及提供它的软件包：依次对应 apt、dnf、apk 和 pacman。',
  ],

  // On a machine.
  [
    'assert_free: refuses where the lesson would meet something of this machine.',
    'assert_free：课程会碰到这台机器上已有的东西时，拒绝运行。',
  ],
  [
    'Of two that start at the same time, only one can make this file; whose it is stands in it.',
    '同时启动两个，只有一个能创建这个文件；文件里写着它属于谁。',
  ],
  [
    'pin_settings: notes the kernel settings of this machine, then sets those that the lesson starts from. IPv6 stays on for the devices that are here.',
    'pin_settings：记下这台机器的内核设置，再设成课程起始的值。现有设备的 IPv6 保持开启。',
  ],
  ['put_settings_back: sets them to what they were.', 'put_settings_back：把设置恢复原样。'],
  ['stay: leaves it all up.', 'stay：全部保留。'],
  [
    'ended CODE: what a signal does; finish, if it is due, comes next. Before it is, all that there may be is the file that assert_free makes.',
    'ended CODE：收到信号时做的事；如果该执行 finish，接下来就是它。在那之前，最多只有 assert_free 创建的文件。',
  ],

  // In a sandbox.
  [
    'enter_sandbox: starts the lesson in a new shell inside namespaces of its own, as the first process in there. With that process the kernel ends all others and frees all devices, and it ends with this shell, by whatever signal.',
    'enter_sandbox：在独立的命名空间里用一个新 shell 启动课程，它是里面的第一个进程。它一结束，内核就结束其余所有进程并释放所有设备；本 shell 不论因什么信号结束，它也随之结束。',
  ],
  [
    'Root makes such namespaces by itself; anyone else as the root of a user namespace.',
    'root 可以直接创建这些命名空间；其他人则以某个用户命名空间里的 root 身份创建。',
  ],
  [
    'A shell has background commands ignore Ctrl-C, and whoever ignores it at birth has to go on doing so.',
    'shell 会让后台命令忽略 Ctrl-C，而一出生就忽略它的进程只能一直忽略下去。',
  ],
  [
    'ended CODE: what a signal does. Inside, finish comes next; outside, the sandbox ends with all that is in it.',
    'ended CODE：收到信号时做的事。在沙箱里，接下来是 finish；在外面，沙箱连同里面的一切一起结束。',
  ],
  ['It may have ended by itself just now.', '它可能刚好自己结束了。'],
  ['this_script: all of this script that the shell inside needs.', 'this_script：里面的 shell 所需要的本脚本的全部内容。'],
  ['inside PARENT: makes itself at home in the sandbox, then runs the lesson.', 'inside PARENT：先在沙箱里安顿好，再运行课程。'],
  [
    '/proc is still that of the machine: if the parent has gone meanwhile, so does this.',
    '/proc 还是机器的：如果父进程此时已经不在，这里也结束。',
  ],
  ['Where iptables writes old-style rules, take the variant on nftables.', 'iptables 写的是旧式规则时，改用基于 nftables 的版本。'],
  [
    'no_sandbox MESSAGE: says why the kernel allows no sandbox here, and what to do.',
    'no_sandbox MESSAGE：说明内核为什么不允许在这里创建沙箱，以及该怎么办。',
  ],
  ['stay: a shell inside, until it is left.', 'stay：里面的一个 shell，直到离开它。'],
  ['Programs that are started here are to hear of Ctrl-C again.', '在这里启动的程序要重新能收到 Ctrl-C。'],
  ['The terminal belongs to a session that is not visible in here; this one does not.', '终端属于一个在这里看不见的会话；这一个则不是。'],
];
