/** ROLLING: new tasks replace old ones as far as the two percentages allow; rolling.ts counts, this names them. */
import { hasBaked } from '../alarm-watch.ts';
import { crewOf, isActive, isInPlace, isLeaving, isOfAnother } from '../counts.ts';
import { earlySuccessOf } from '../early-success.ts';
import { rollingStep } from '../rolling.ts';
import type { Look, Step, Strategy } from './strategy.ts';

export const rolling: Strategy = { step: stepOf, isDone };

function stepOf({ state, service, primary, tasks }: Look): Step {
  const { minimumHealthyPercent = 100, maximumPercent = 200 } =
    service.settings.deploymentConfiguration ?? {};
  const own = tasks.filter(({ deployment }) => deployment === primary);
  const others = tasks.filter(({ deployment }) => deployment !== primary);
  const step = rollingStep({
    desiredCount: service.desiredCount,
    minimumHealthyPercent,
    maximumPercent,
    primary: crewOf(own),
    old: crewOf(others),
    leaving: tasks.filter(isLeaving).length,
    enough: enoughOf(service, primary),
    mayStart: primary.rolloutState !== 'FAILED' && primary.launchAfter <= state.clock.now(),
  });
  return {
    start: [{ deployment: primary, count: step.start }],
    stop: [
      ...(step.stopOld === 0 ? [] : leastHealthyFirst(others).slice(0, step.stopOld)),
      ...(step.stopPrimary === 0 ? [] : leastHealthyFirst(own).slice(0, step.stopPrimary)),
    ],
    blocked: step.blocked,
  };
}

/** Early success may do without old tasks before all new ones are healthy: to be successful, or once it is. */
function enoughOf({ settings, desiredCount }: Look['service'], { rolloutState }: Look['primary']): number {
  const early = earlySuccessOf(settings.deploymentConfiguration, desiredCount);
  const cleansUp = early?.waitsForCleanup === true || rolloutState === 'COMPLETED';
  return early !== undefined && cleansUp ? early.healthyTasks : desiredCount;
}

/** Of those that are meant to run. */
export const leastHealthyFirst = (tasks: Look['tasks']): Look['tasks'] =>
  tasks.filter(isActive).sort((one, other) => worthOf(one) - worthOf(other));

const worthOf = ({ unfit, healthy }: Look['tasks'][number]): number => {
  if (unfit !== undefined) return 0;
  return healthy ? 2 : 1;
};

/** Everything is in place, or as much as the early success criteria ask for, and the bake time is over. */
function isDone(look: Look): boolean {
  const { state, service, primary } = look;
  if (primary.rolloutState === 'FAILED') return false;
  return (isInPlace(look) || isEarlySuccess(look)) && hasBaked(state, service);
}

function isEarlySuccess({ service, primary, tasks }: Look): boolean {
  const early = earlySuccessOf(service.settings.deploymentConfiguration, service.desiredCount);
  if (early === undefined) return false;
  const enough = crewOf(tasks.filter((task) => task.deployment === primary)).healthy >= early.healthyTasks;
  return enough && (!early.waitsForCleanup || !tasks.some(isOfAnother(primary)));
}
