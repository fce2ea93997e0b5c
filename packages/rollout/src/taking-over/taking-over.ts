/**
 * The phase of the modes `continue` and `rollback`: they act on the deployment that is in progress, by its own ARN, so
 * nothing that somebody else does meanwhile is overwritten. What is not there, or not alone, is refused.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { refusedBy } from '../endings.ts';
import { cancelledWhile, checkLooksAtTasks } from '../planning/guards.ts';
import { continuing } from './continuing.ts';
import { lookAtService } from '../planning/looking-at-the-service.ts';
import { rollingBackOnRequest } from './rolling-back-on-request.ts';
import type { Ended, RollingBack, TakingOver, Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { triedAgain } from '../trying-again.ts';

export type TakenOver =
  | Watching
  | RollingBack
  | Ended<'started'>
  | Ended<'planned'>
  | Ended<'refused'>
  /** It is not known whether ECS took what was asked for. */
  | Ended<'stuck'>;

export async function takingOver({ request, judged }: TakingOver, ports: Ports): Promise<TakenOver> {
  try {
    const look = await triedAgain(request, () => lookAtService(request, ports), ports);
    if (request.wait) await triedAgain(request, () => checkLooksAtTasks(request, ports), ports);
    if (ports.cancelled.aborted) throw cancelledWhile('planning');
    return request.mode === 'rollback'
      ? await rollingBackOnRequest(look, request, ports)
      : await continuing(look, request, judged, ports);
  } catch (thrown) {
    return refusedBy(asFailure(thrown), request, ports.clock.now());
  }
}
