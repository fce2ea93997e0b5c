/** ROLLING: new tasks replace old ones as far as the two percentages allow; rolling.ts counts, this names them. */
import { crewOf, isActive, isLeaving } from '../counts.ts';
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
    mayStart: primary.rolloutState !== 'FAILED' && primary.launchAfter <= state.clock.now(),
  });
  return {
    start: [{ deployment: primary, count: step.start }],
    stop: [
      ...leastHealthyFirst(others).slice(0, step.stopOld),
      ...leastHealthyFirst(own).slice(0, step.stopPrimary),
    ],
    blocked: step.blocked,
  };
}

/** Of those that are meant to run. */
export const leastHealthyFirst = (tasks: Look['tasks']): Look['tasks'] =>
  tasks.filter(isActive).sort((one, other) => Number(one.healthy) - Number(other.healthy));

/** As many healthy tasks as desired, all of the PRIMARY deployment, and nothing left of the others. */
function isDone({ service, primary, tasks }: Look): boolean {
  if (primary.rolloutState === 'FAILED') return false;
  const { active, healthy } = crewOf(tasks);
  const left = tasks.some((task) => task.deployment !== primary && task.lastStatus !== 'STOPPED');
  return !left && active === service.desiredCount && healthy === active;
}
