import * as v from 'valibot';
import { devName } from '../../model/names.ts';
import { defineAction } from '../define.ts';
import { requireDocker } from '../docker.ts';
import { tool } from '../needs.ts';
import { dockerDaemon } from './docker-daemon.ts';

/** Makes an image of the static busybox of this machine; nothing is downloaded (docker-import(1)). */
export const dockerImage = defineAction({
  kind: 'docker-image',
  params: v.strictObject({ name: devName }),
  about: { name: { en: "the image's name", zh: '镜像的名字' } },
  template: 'docker-import',
  devicesStay: true,
  role: 'scene',
  inCell: 'docker-import',
  undo: 'docker-import-undo',
  makes: () => [{ what: 'file', name: '/run/image' }],
  effect(network) {
    requireDocker(network);
    return [];
  },
  needs: () => ['docker', 'busybox', 'tar'].map(tool),
  title: ({ name }) => ({ en: `Make the image ${name}`, zh: `制作镜像 ${name}` }),
  purpose: {
    en: 'An image is a tree of files and the program to begin with. One statically linked program that answers to hundreds of names is a whole system; with it nothing has to be downloaded.',
    zh: '镜像就是一棵文件树，加上最先运行的程序。一个静态链接、对应几百个命令名的 busybox 就是一套完整的系统，不必下载任何东西。',
  },
  flags: [
    { flag: 'mkdir -p', means: { en: 'make a folder, and those above it', zh: '建目录，连同上级目录' } },
    { flag: '$(command -v', means: { en: 'the path of this program', zh: '这个程序的路径' } },
    { flag: '--install', means: { en: 'one name for each of its commands', zh: '为每个命令建一个名字' } },
    { flag: 'tar -c -C', means: { en: 'write an archive of what is in this folder', zh: '把这个目录里的内容打包' } },
    { flag: '|', means: { en: 'hand what is written to the next command', zh: '把输出交给后一个命令' } },
    { flag: 'import', means: { en: 'make an image of an archive of files', zh: '用文件归档制作镜像' } },
    {
      flag: '-c CMD',
      means: {
        en: 'a line as in a Dockerfile: the program to begin with, here a shell',
        zh: '像 Dockerfile 里那样写一行：最先运行的程序，这里是 shell',
      },
    },
    { flag: '-', means: { en: 'the archive comes through the pipe', zh: '归档从管道读入' } },
  ],
  mistakes: [
    {
      en: 'A busybox that is not statically linked lacks its libraries inside the image, and starts with "no such file or directory".',
      zh: '不是静态链接的 busybox 在镜像里找不到动态库，启动时会报 “no such file or directory”。',
    },
  ],
  example: { given: [dockerDaemon({})], params: { name: 'busybox' } },
});
