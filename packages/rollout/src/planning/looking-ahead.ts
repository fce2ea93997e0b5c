/**
 * What the run would wish to have known before anything is touched: alarms that are not there or are raised already,
 * a breaker that is off, nothing to go back to, credentials that end too soon. Only what makes the watch impossible
 * refuses; the rest is told.
 */
import { asFailure, inputFailure } from '@slipway/action-kit/failures';
import { inUtc, lasting } from '../names.ts';
import type { AlarmState, Deployment, ServiceState } from '../observations.ts';
import { nothingFound, type Baseline, type Found } from '../facts.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import { triedAgain } from '../trying-again.ts';

/**
 * @param joined the deployment that is there already, when its watch is joined: an alarm may have gone off for it.
 * @throws Failure when an alarm that was asked for can't be watched.
 */
export async function lookedAhead(
  request: Request,
  service: ServiceState,
  baseline: Baseline | undefined,
  ports: Ports,
  joined?: Pick<Deployment, 'createdAt'>,
): Promise<Found> {
  const nothing = nothingToRun(request, service);
  if (nothing !== undefined) ports.log.info(nothing);
  if (!request.wait) return nothingFound;
  const alarming = await alarmsBefore(request, joined, ports);
  const credentials = await credentialsOf(request, ports);
  const warnings = [...alarming.map(raisedBefore), ...credentials.warnings];
  for (const warning of warnings) ports.log.info(warning);
  return {
    alarming,
    warnings,
    notices: [...breakerOff(service, request), ...noWayBack(baseline, request), ...credentials.notices],
  };
}

/** The end says it, too. */
function nothingToRun({ desiredCount }: Request, { name, desired }: ServiceState): string | undefined {
  if ((desiredCount ?? desired) > 0) return undefined;
  return `Nothing will run: the desired count of ${name} is ${desiredCount === undefined ? '' : 'to be '}0.`;
}

async function alarmsBefore(
  request: Request,
  joined: Pick<Deployment, 'createdAt'> | undefined,
  ports: Ports,
): Promise<readonly string[]> {
  if (request.alarms.length === 0) return [];
  const states = await triedAgain(request, () => ports.alarms.states(request.alarms), ports);
  const missing = request.alarms.filter((name) => !states.some((each) => each.name === name));
  if (missing.length > 0) {
    throw inputFailure({
      code: 'alarm-not-found',
      what: `CloudWatch does not know ${missing.join(', ')}`,
      hint: 'Check `alarms`: names of alarms in the region of the service, one a line. Nothing was changed.',
    });
  }
  const createdAt = joined?.createdAt ?? Infinity;
  const isBefore = ({ changedAt = -Infinity }: AlarmState): boolean => changedAt < createdAt;
  return states.filter((alarm) => alarm.state === 'ALARM' && isBefore(alarm)).map(({ name }) => name);
}

const raisedBefore = (name: string): string =>
  `Alarm ${name} is in ALARM before anything was touched: it counts once it has been OK.`;

function breakerOff({ name, breaker }: ServiceState, request: Request): readonly string[] {
  if (breaker.enabled) return [];
  const { cluster } = request.name;
  const terraform = '`deployment_circuit_breaker { enable = true, rollback = true }`';
  const cli = `\`aws ecs update-service --cluster ${cluster} --service ${name} --deployment-configuration 'deploymentCircuitBreaker={enable=true,rollback=true}'\``;
  return [
    `The circuit breaker of ${name} is off: without this job nothing ends a bad deployment. Turn it on, in Terraform with ${terraform}, or with ${cli}.`,
  ];
}

function noWayBack(baseline: Baseline | undefined, { name, rollback }: Request): readonly string[] {
  if (baseline !== undefined || rollback === 'never') return [];
  return [`There is nothing to go back to: no earlier deployment of ${name.service} is known to be good.`];
}

const hour = 60 * 60_000;

/** How long all of it may take at most, the way back included. */
const wholeTime = ({ timeout, bakeTime, rollbackTimeout }: Request): number =>
  timeout + bakeTime + rollbackTimeout;

async function credentialsOf(request: Request, ports: Ports): Promise<Pick<Found, 'notices' | 'warnings'>> {
  const lifetime = await ports.credentials.lifetime().catch((thrown: unknown) => {
    ports.log.debug(`How long the credentials last is not known: ${asFailure(thrown).message}`);
    return undefined;
  });
  if (lifetime === undefined || !lifetime.temporary) return { notices: [], warnings: [] };
  const needed = wholeTime(request);
  const advice = 'Raise role-duration-seconds of aws-actions/configure-aws-credentials.';
  if (lifetime.expiresAt === undefined) {
    if (request.timeout <= hour) return { notices: [], warnings: [] };
    const words = `The credentials are temporary, and often end after an hour; \`timeout\` is ${lasting(request.timeout)}. ${advice}`;
    return { notices: [words], warnings: [] };
  }
  const until = ports.awsTime(ports.clock.now()) + needed;
  if (lifetime.expiresAt >= until) return { notices: [], warnings: [] };
  const [ends, may] = [lifetime.expiresAt, until].map(inUtc);
  const words = `The credentials end at ${ends ?? ''}, and deploying and going back may take until ${may ?? ''}. ${advice}`;
  return { notices: [], warnings: [words] };
}
