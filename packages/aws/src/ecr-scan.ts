/** Gateway to ECR's scans: where one stands together with all that it found, and starting one. */
import {
  DescribeImageScanFindingsCommand,
  ECRClient,
  StartImageScanCommand,
  type DescribeImageScanFindingsCommandOutput,
} from '@aws-sdk/client-ecr';
import { clientConfig } from './client-config.ts';
import { findingsOf, type ScanFindings } from './ecr-findings.ts';
import { ecrFailures, type EcrConfig } from './ecr-images.ts';
import { errorMessage, errorName, isDenied } from './error-shape.ts';
import { awsFailure } from './failures.ts';

export type ScanLook =
  | { readonly kind: 'never-scanned' }
  | {
      readonly kind: 'status';
      readonly status: string;
      readonly description: string | undefined;
      /** Said by the same answer as the status; undefined when it gives none. */
      readonly findings: ScanFindings | undefined;
    };

/** What came of asking for a scan: `coming` when ECR made one within a day, `enhanced` when Inspector scans here. */
export type ScanStart = 'started' | 'coming' | 'enhanced' | 'denied' | 'unsupported' | 'archived';

const refusals: Readonly<Record<string, ScanStart>> = {
  LimitExceededException: 'coming',
  UnsupportedImageTypeException: 'unsupported',
  ImageArchivedException: 'archived',
};

export class EcrScans {
  private readonly client: ECRClient;
  private readonly registryId: string | undefined;

  constructor({ registryId, ...config }: EcrConfig, client: ECRClient = new ECRClient(clientConfig(config))) {
    this.client = client;
    this.registryId = registryId;
  }

  /** @throws Failure: an image or a repository that is not there, access denied, and what awsFailure knows. */
  async look(repository: string, digest: string): Promise<ScanLook> {
    try {
      return await this.answer(repository, digest);
    } catch (error) {
      if (errorName(error) === 'ScanNotFoundException') return { kind: 'never-scanned' };
      throw failure(error, 'DescribeImageScanFindings', repository, digest);
    }
  }

  /**
   * Status and findings of all pages. Each page says the status anew, and a scan may begin or lapse between two of
   * them: then the newest status counts, and no finding, because the pages are not of one scan.
   */
  private async answer(repository: string, digest: string): Promise<ScanLook> {
    const first = await this.page(repository, digest, undefined);
    const pages = first.imageScanFindings === undefined ? [] : [first.imageScanFindings];
    for (let token = first.nextToken; token !== undefined;) {
      const page = await this.page(repository, digest, token);
      if (!isSameScan(first, page)) return { ...statusOf(page), findings: undefined };
      if (page.imageScanFindings !== undefined) pages.push(page.imageScanFindings);
      token = page.nextToken;
    }
    return { ...statusOf(first), findings: pages.length === 0 ? undefined : findingsOf(pages) };
  }

  /** Asks for a basic scan. What ECR's refusal means is an answer; only what awsFailure knows is thrown. */
  async start(repository: string, digest: string): Promise<ScanStart> {
    try {
      await this.client.send(new StartImageScanCommand(this.image(repository, digest)));
      return 'started';
    } catch (error) {
      const refusal = refusals[errorName(error)];
      if (refusal !== undefined) return refusal;
      if (isDenied(error)) return 'denied';
      // The only way in which ECR tells that Inspector scans this registry.
      if (errorName(error) === 'ValidationException' && /feature is disabled/i.test(errorMessage(error)))
        return 'enhanced';
      throw failure(error, 'StartImageScan', repository, digest);
    }
  }

  private page(
    repository: string,
    digest: string,
    token: string | undefined,
  ): Promise<DescribeImageScanFindingsCommandOutput> {
    const page = { maxResults: 1000, ...(token === undefined ? {} : { nextToken: token }) };
    return this.client.send(
      new DescribeImageScanFindingsCommand({ ...this.image(repository, digest), ...page }),
    );
  }

  private image(
    repository: string,
    digest: string,
  ): { registryId?: string; repositoryName: string; imageId: { imageDigest: string } } {
    const registry = this.registryId === undefined ? {} : { registryId: this.registryId };
    return { ...registry, repositoryName: repository, imageId: { imageDigest: digest } };
  }
}

function failure(error: unknown, operation: string, repository: string, digest: string): Error {
  return awsFailure(error, { service: 'ecr', operation, about: `${repository}@${digest}` }, ecrFailures);
}

/** An answer without a status promises none. */
function statusOf({ imageScanStatus: scan }: DescribeImageScanFindingsCommandOutput): {
  readonly kind: 'status';
  readonly status: string;
  readonly description: string | undefined;
} {
  return { kind: 'status', status: scan?.status ?? 'PENDING', description: scan?.description };
}

/** The same status, and no other time of completion; a page that gives none does not contradict. */
function isSameScan(
  first: DescribeImageScanFindingsCommandOutput,
  page: DescribeImageScanFindingsCommandOutput,
): boolean {
  const [begun, now] = [first, page].map((each) => each.imageScanFindings?.imageScanCompletedAt?.getTime());
  const isOther = begun !== undefined && now !== undefined && begun !== now;
  return first.imageScanStatus?.status === page.imageScanStatus?.status && !isOther;
}
