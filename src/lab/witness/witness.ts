import type { Network } from '../../model/network.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import { noReply } from '../../vocabulary/checks/no-reply.ts';
import { served } from '../../vocabulary/checks/served.ts';
import { sourceSeen } from '../../vocabulary/checks/source-seen.ts';
import { witnessArrival } from './arrival.ts';
import { isOwnServer, witnessListening } from './listening.ts';
import { witnessService } from './service.ts';
import { witnessSilence } from './silence.ts';

/**
 * A check as a grader asks it. Who has built the network may want to be believed, so what a lesson's check takes from traffic
 * that was there before, or from silence alone, is asked anew with a mark that nobody knows before.
 */
export function witnessed(check: PlannedCheck, goal: Network): PlannedCheck {
  switch (check.kind) {
    case noReply.kind:
      return witnessSilence(check, goal);
    case served.kind:
      return isOwnServer(check) ? witnessListening(check) : witnessService(check, goal);
    case sourceSeen.kind:
      return witnessArrival(check, goal);
    default:
      return check;
  }
}
