/** Which of the service scheduler's events are news: its texts are stable, and most of them only tell of routine. */
import type { ServiceEvent } from '../observations.ts';

/** What it always tells, and what the deployment itself says with more detail. */
const routine =
  /has reached a steady state|has (?:started|stopped) \d+ (?:running )?tasks?\b|(?:registered|deregistered) \d+ (?:targets?|instances?)|has begun draining connections|deployment completed|deployment failed|deployment in progress|rolling back to deployment/;

/** It started tasks, or has all it needs: what kept it from that is over. */
const recovered = /has reached a steady state|has started \d+ tasks?\b/;

/** It can't have the tasks that it wants. */
const blocked =
  /unable to place a task|unable to consistently start tasks|could not launch|unable to stop or start tasks during a deployment|unable to reach steady state|capacity limit was exceeded/;

export const isNews = ({ message }: ServiceEvent): boolean => !routine.test(message);

/** What was told after the event of this id; newest first, as ECS has them. No clock of the runner is asked. */
export function after(id: string | undefined, events: readonly ServiceEvent[]): readonly ServiceEvent[] {
  const end = events.findIndex((event) => event.id === id);
  return end === -1 ? events : events.slice(0, end);
}

/** The same trouble with another task or at another time is told once. */
export const sameness = ({ message }: ServiceEvent): string =>
  message.replace(/[0-9a-f]{8,}(?:-[0-9a-f]+)*/g, '…').replace(/\d+/g, '…');

/** What is said without the name of the service, which everybody knows, and without a full stop. */
export const said = ({ message }: ServiceEvent): string =>
  message.replace(/^\(service [^)]*\) /, '').replace(/\.$/, '');

/**
 * What keeps the scheduler from starting tasks, in its own words; undefined when nothing does.
 * @param events newest first.
 */
export function troubleIn(events: readonly ServiceEvent[]): string | undefined {
  const last = events.find(({ message }) => blocked.test(message) || recovered.test(message));
  return last !== undefined && blocked.test(last.message) ? said(last) : undefined;
}
