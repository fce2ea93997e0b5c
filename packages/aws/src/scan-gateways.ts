/**
 * All that the gate asks of AWS. Inspector and ECS are asked for some policies only, and their clients are loaded with
 * the first question.
 */
import { ECRClient } from '@aws-sdk/client-ecr';
import type { Clock } from '@slipway/action-kit/ports';
import { answeredTime, dated } from './aws-time.ts';
import { clientConfig } from './client-config.ts';
import { EcrImages, type EcrConfig } from './ecr-images.ts';
import { EcrScanSettings } from './ecr-scan-settings.ts';
import { EcrScans } from './ecr-scan.ts';
import { once } from './made-once.ts';

/** Nobody asks again what is asked once, so a quarter of a minute of throttling is waited out here. */
const attemptsOfOneQuestion = 6;

/**
 * @param clock of the runner, which may be minutes wrong.
 * @param cancelled ends what is read in many pages.
 */
export function scanGateways(
  config: EcrConfig,
  clock: Pick<Clock, 'now'>,
  cancelled?: Pick<AbortSignal, 'aborted'>,
) {
  const patient = { maxAttempts: attemptsOfOneQuestion, ...config };
  const time = answeredTime(clock);
  const scanClient = dated(new ECRClient(clientConfig(config)), time, clock);
  const inspector = once(async () => new (await import('./inspector-threats.ts')).InspectorThreats(config));
  const services = once(async () => new (await import('./running-images.ts')).RunningImages(patient));
  return {
    awsTime: time.awsTime,
    images: new EcrImages(patient),
    scans: new EcrScans(config, scanClient, cancelled),
    scanSettings: new EcrScanSettings(patient),
    threats: { read: async (arns: readonly string[]) => (await inspector()).read(arns) },
    running: {
      read: async (cluster: string, service: string) => (await services()).read(cluster, service),
    },
  };
}
