import { action, type check } from '../vocabulary/index.ts';

type CheckName = keyof typeof check;

/** The checks that can notice that an action of a kind is missing, the most telling first. By the names that authors use. */
const NOTICED_BY: Readonly<Record<keyof typeof action, readonly CheckName[]>> = {
  address: ['reaches', 'joined', 'deliveredLocally'],
  bridge: ['joined', 'learnt'],
  bridgePort: ['joined', 'reaches', 'portsAre'],
  capture: ['captured'],
  countSources: ['sourceSeen', 'nothingSeen'],
  dnat: ['served', 'redirected', 'natRules'],
  dockerDaemon: ['routed', 'reaches'],
  dockerImage: ['reaches'],
  dockerNetwork: ['joined', 'reaches'],
  dockerRun: ['joined', 'routed', 'served'],
  dockerShow: [],
  down: ['noReply'],
  filterChain: ['ruleCounted'],
  filterRule: ['ruleCounted', 'noReply', 'reaches'],
  flushNeighbours: ['noReply'],
  forwardPolicy: ['noReply'],
  iperf3Server: ['measured'],
  masquerade: ['sourceSeen', 'reaches'],
  measure: ['measured'],
  move: ['reaches', 'paired', 'joined'],
  netns: ['reaches', 'onlyLoopback'],
  ovsBridge: ['joined', 'learnt'],
  ovsDaemons: ['joined'],
  ovsInternalPort: ['joined', 'reaches'],
  ovsPort: ['joined', 'reaches'],
  ping: ['captured', 'tracked', 'sourceSeen', 'learnt'],
  removeAddress: ['noRoute', 'unreachable'],
  removeFilterRule: ['reaches'],
  removeNetns: ['gone', 'noHolder'],
  removeOvsBridge: ['gone', 'noReply'],
  removeOvsPort: ['ovsPorts', 'gone'],
  route: ['routed', 'connected', 'reaches'],
  serve: ['served'],
  show: [],
  sysctl: ['sysctlIs'],
  up: ['reaches', 'joined', 'carrier'],
  tap: ['portsAre', 'asked'],
  tapProgram: ['asked', 'portsAre'],
  txChecksums: ['measured'],
  veth: ['paired', 'reaches'],
};

/** The checks that can notice that an action of this kind is missing, by the names under which authors make them. */
export function noticedBy(kind: string): readonly string[] {
  const names = Object.keys(NOTICED_BY) as (keyof typeof action)[];
  const name = names.find((candidate) => action[candidate].kind === kind);
  return name ? NOTICED_BY[name] : [];
}
