import { han, type Lang } from '../model/text.ts';

/** The fixed words of a picture; all else in it is names and addresses. */
export interface Words {
  readonly host: string;
  readonly bridge: string;
  readonly ovs: string;
  readonly internalPort: string;
  readonly down: string;
  readonly masquerade: (source: string, exceptOut: string) => string;
  readonly counter: (name: string) => string;
  readonly morePorts: (count: number) => string;
  readonly moreDevices: (count: number) => string;
  readonly moreNetns: (count: number) => string;
  /** What the marks in a box picture mean. */
  readonly legend: string;
  /** What a picture is of, for those who do not see it. */
  readonly picture: (areas: readonly string[]) => string;
  readonly place: (dev: string, area: string) => string;
  readonly joined: (from: string, to: string) => string;
}

export const WORDS: Readonly<Record<Lang, Words>> = {
  en: {
    host: 'Host',
    bridge: 'bridge',
    ovs: 'OVS bridge',
    internalPort: 'internal port',
    down: 'DOWN',
    masquerade: (source, exceptOut) => `masquerade ${source}${exceptOut ? ` except via ${exceptOut}` : ''}`,
    counter: (name) => `counts sources: ${name}`,
    morePorts: (count) => `… and ${count} more ports`,
    moreDevices: (count) => `… and ${count} more devices`,
    moreNetns: (count) => `… and ${count} more namespaces`,
    legend: '+ new  * changed',
    picture: (areas) => `The network of ${areas.join(', ')}`,
    place: (dev, area) => `${dev} in ${area}`,
    joined: (from, to) => `a cable joins ${from} and ${to}`,
  },
  zh: {
    host: '主机',
    bridge: '网桥',
    ovs: 'OVS 网桥',
    internalPort: '内部端口',
    down: 'DOWN',
    masquerade: (source, exceptOut) => `源地址伪装 ${source}${exceptOut ? `，${exceptOut} 出口除外` : ''}`,
    counter: (name) => `按源地址计数：${name}`,
    morePorts: (count) => `… 还有 ${count} 个端口`,
    moreDevices: (count) => `… 还有 ${count} 个设备`,
    moreNetns: (count) => `… 还有 ${count} 个命名空间`,
    legend: '+ 新增  * 改变',
    picture: (areas) => `网络图：${areas.join('、')}`,
    place: (dev, area) => han`${area} 中的 ${dev}`,
    joined: (from, to) => han`一根线缆连接 ${from} 和 ${to}`,
  },
};
