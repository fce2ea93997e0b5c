/** The local cloud's scanners behind real SDK clients, with an image to push and a world to find things in it. */
import {
  DescribeImageScanFindingsCommand,
  type DescribeImageScanFindingsCommandInput,
  type DescribeImageScanFindingsCommandOutput,
} from '@aws-sdk/client-ecr';
import { BatchGetFindingDetailsCommand, Inspector2Client } from '@aws-sdk/client-inspector2';
import type { FindingWorld, ImageWorld, ScanningWorld } from '../../src/world.ts';
import { pushImage } from '../ecr-images.ts';
import { ecrWorld, onStage, type EcrStage, type EcrWorld } from '../ecr-stage.ts';

export const continuous: ScanningWorld = {
  type: 'ENHANCED',
  rules: [{ frequency: 'CONTINUOUS_SCAN', filters: ['team/*'] }],
};
export const onPush: ScanningWorld = {
  type: 'ENHANCED',
  rules: [{ frequency: 'SCAN_ON_PUSH', filters: ['team/*'] }],
};

export const finding = (id: string, more: Partial<FindingWorld> = {}): FindingWorld => ({
  id,
  severity: 'HIGH',
  package: 'openssl',
  version: '1.1.1',
  ...more,
});

export const entry = (findings: readonly FindingWorld[], more: Partial<ImageWorld> = {}): ImageWorld => ({
  repository: 'team/web',
  tag: '*',
  runtime: 'process',
  behaviour: [],
  findings,
  ...more,
});

export interface ScanStage extends EcrStage {
  readonly inspector: Inspector2Client;
  /** Of `team/web:v1`, unless the request says otherwise. */
  readonly look: (
    request?: Partial<DescribeImageScanFindingsCommandInput>,
  ) => Promise<DescribeImageScanFindingsCommandOutput>;
  /** Status, or the name of the error. */
  readonly status: (request?: Partial<DescribeImageScanFindingsCommandInput>) => Promise<string | undefined>;
  /** Ids of the enhanced findings, in order. */
  readonly ids: () => Promise<readonly (string | undefined)[] | undefined>;
}

/** A scan takes 2 s there; `team/web:v1` was pushed at the beginning. */
export const onScans = (world: Partial<EcrWorld>, scene: (stage: ScanStage) => Promise<void>) =>
  onStage(
    async (stage) => {
      const inspector = new Inspector2Client({
        endpoint: stage.endpoint,
        region: 'eu-west-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        maxAttempts: 1,
      });
      await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      try {
        await scene({ ...stage, inspector, ...looks(stage) });
      } finally {
        inspector.destroy();
      }
    },
    { ...ecrWorld, ...world },
  );

function looks({ client }: EcrStage) {
  const look: ScanStage['look'] = (request = {}) =>
    client.send(
      new DescribeImageScanFindingsCommand({
        repositoryName: 'team/web',
        imageId: { imageTag: 'v1' },
        ...request,
      }),
    );
  const status: ScanStage['status'] = async (request) => {
    try {
      return (await look(request)).imageScanStatus?.status;
    } catch (error) {
      return error instanceof Error ? error.name : undefined;
    }
  };
  const ids: ScanStage['ids'] = async () =>
    (await look()).imageScanFindings?.enhancedFindings?.map(
      (each) => each.packageVulnerabilityDetails?.vulnerabilityId,
    );
  return { look, status, ids };
}

export const details = ({ inspector }: Pick<ScanStage, 'inspector'>, ...findingArns: readonly string[]) =>
  inspector.send(new BatchGetFindingDetailsCommand({ findingArns: [...findingArns] }));
