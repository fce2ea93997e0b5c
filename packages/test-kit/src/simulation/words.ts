/** A scene in words, for whoever has to understand what went wrong in it. */
import type { Cut, Deed, Fault, Life, Scene } from './scene.ts';

export function told(scene: Scene): readonly string[] {
  const { service, images, earlier, asked, wanted, happenings, travel, faults, denied, cut, after } = scene;
  const { desired, percents, breaker, checks, grace } = service;
  const { alarms, endpoint, lag, shortage } = scene;
  const checked = { none: 'no checks', container: 'container checks', balancer: 'a load balancer' }[checks];
  return [
    `web has ${String(desired)} tasks of old, ${percents.join('–')} %, breaker ${breaker}, ${checked}, grace ${at(grace)}.`,
    ...strategyOf(service),
    ...Object.entries(images).map(([name, lives]) => `${name}: ${lives.map(lifeOf).join('; then ')}.`),
    ...earlier.map(
      ({ image, leftFor }) => `Somebody deployed ${image}, and it was left alone for ${at(leftFor)}.`,
    ),
    `A run deploys ${wanted}${askedFor(asked)}; a call travels ${travel.map(String).join(' + ')} ms.`,
    ...[...happenings]
      .sort((a, b) => a.at - b.at)
      .map((each) => `At ${at(each.at)} somebody ${deedOf(each.deed)}.`),
    ...alarms.map(({ from, until }) => `The alarm goes off at ${at(from)}, until ${at(until)}.`),
    ...(shortage === undefined
      ? []
      : [
          `From ${at(shortage.from)} until ${at(shortage.until)} there is a place for ${String(shortage.tasks)} tasks.`,
        ]),
    ...(asked.healthCheck === undefined ? [] : [`The endpoint is ${endpoint}.`]),
    ...(lag === 0 ? [] : [`Reads lag by ${at(lag)}.`]),
    ...faults.map(faultOf),
    ...(denied.length === 0 ? [] : [`The role may not call ${denied.join(', ')}.`]),
    ...(cut === undefined ? [] : [cutOf(cut)]),
    ...(after.length === 0 ? [] : [`Then: ${after.join(', ')}.`]),
  ];
}

function strategyOf(service: Scene['service']): readonly string[] {
  const { strategy, bakeTime, onAlarm, earlySuccess, hook } = service;
  return [
    ...(hook === undefined
      ? []
      : [`At ${hook.stage} it asks ${hook.asks}, for at most ${at(hook.timeout)}, then ${hook.onTimeout}.`]),
    ...(strategy === 'ROLLING' && bakeTime === 0 ? [] : [`Strategy ${strategy}, bake time ${at(bakeTime)}.`]),
    ...(onAlarm === 'nothing' ? [] : [`When the alarm goes off, ECS does: ${onAlarm}.`]),
    ...(earlySuccess === 'off' ? [] : [`Early success, ${earlySuccess}.`]),
  ];
}

/** `1:05` or `1:05.230` */
export function at(milliseconds: number): string {
  if (milliseconds < 0) return `-${at(-milliseconds)}`;
  const whole = Math.floor(milliseconds / 1000);
  const rest = milliseconds % 1000;
  const minutes = `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
  return rest === 0 ? minutes : `${minutes}.${String(rest).padStart(3, '0')}`;
}

function lifeOf(life: Life): string {
  switch (life.kind) {
    case 'good':
      return `good after ${at(life.after)}`;
    case 'exits':
      return `exits ${String(life.code)} after ${at(life.after)}`;
    case 'mute':
      return 'never answers';
    case 'sickens':
      return `sickens after ${at(life.after)}`;
    case 'never-starts':
      return `fails to start after ${at(life.after)} (${life.reason})`;
  }
}

function askedFor(asked: Scene['asked']): string {
  const said = Object.entries<unknown>(asked).filter(([, value]) => value !== undefined);
  return said.length === 0
    ? ''
    : ` with ${said.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')}`;
}

function deedOf(deed: Deed): string {
  switch (deed.kind) {
    case 'deploys':
      return `deploys ${deed.image}`;
    case 'forces':
      return 'forces a new deployment';
    case 'scales':
      return `scales to ${String(deed.to)}`;
    case 'stops-deployment':
      return 'stops the newest deployment';
    case 'answers-hook':
      return `answers the hook with ${deed.action}`;
    case 'ends-task':
      return `ends the newest task (${deed.code})`;
    case 'deletes-service':
      return 'deletes the service';
  }
}

function faultOf({ operation, nth, times, kind }: Fault): string {
  const which = times === 1 ? `call ${String(nth)}` : `calls ${String(nth)} to ${String(nth + times - 1)}`;
  return `${operation}: ${which} of it ${kind}.`;
}

function cutOf(cut: Cut): string {
  return cut.kind === 'cancelled'
    ? `The job is cancelled at ${at(cut.at)}.`
    : `The job is killed right ${cut.when} its call ${String(cut.call)} takes effect.`;
}
