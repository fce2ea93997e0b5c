/** Gateway to ECR's scans: where one stands together with all that it found, and starting one. */
import {
  DescribeImageScanFindingsCommand,
  ECRClient,
  StartImageScanCommand,
  type DescribeImageScanFindingsCommandOutput,
} from '@aws-sdk/client-ecr';
import { cancelledFailure, type Failure } from '@slipway/action-kit/failures';
import { clientConfig } from './client-config.ts';
import { findingsReader, type ScanFindings } from './ecr-findings.ts';
import { ecrFailures, type EcrConfig } from './ecr-images.ts';
import { errorMessage, errorName, isDenied } from './error-shape.ts';
import { awsFailure } from './failures.ts';
import { pageTokens } from './pages.ts';

export type ScanLook =
  | { readonly kind: 'never-scanned' }
  /** ECR's scanning does not know the image: for a moment after a push, or it is not there. */
  | { readonly kind: 'not-shown' }
  | {
      readonly kind: 'status';
      readonly status: string;
      readonly description: string | undefined;
      /** Said by the same answer as the status; undefined when it gives none. */
      readonly findings: ScanFindings | undefined;
    };

/** What came of asking for a scan: `coming` when ECR made one within a day, `enhanced` when Inspector scans here. */
export type ScanStart = 'started' | 'coming' | 'enhanced' | 'denied' | 'unsupported' | 'archived';

/** ECR was throttled or did not answer: whether a scan comes of it is not known, and it may be asked for again. */
export interface UnansweredStart {
  readonly kind: 'unanswered';
  readonly failure: Failure;
}

const refusals: Readonly<Record<string, ScanStart>> = {
  LimitExceededException: 'coming',
  UnsupportedImageTypeException: 'unsupported',
  ImageArchivedException: 'archived',
};

export class EcrScans {
  private readonly client: ECRClient;
  private readonly registryId: string | undefined;
  private readonly cancelled: Pick<AbortSignal, 'aborted'> | undefined;

  /** @param cancelled ends a look between two pages. */
  constructor(
    { registryId, ...config }: EcrConfig,
    client: ECRClient = new ECRClient(clientConfig(config)),
    cancelled?: Pick<AbortSignal, 'aborted'>,
  ) {
    this.client = client;
    this.registryId = registryId;
    this.cancelled = cancelled;
  }

  /** @throws Failure: a repository that is not there, access denied, and what awsFailure knows. */
  async look(repository: string, digest: string): Promise<ScanLook> {
    try {
      return await this.answer(repository, digest);
    } catch (error) {
      if (errorName(error) === 'ScanNotFoundException') return { kind: 'never-scanned' };
      const known = failure(error, 'DescribeImageScanFindings', repository, digest);
      if (known.code === 'image-not-found') return { kind: 'not-shown' };
      throw known;
    }
  }

  /**
   * Status and findings of all pages. Each page says the status anew, and a scan may begin or lapse between two of
   * them: then the newest status counts, and no finding, because the pages are not of one scan. A full page is asked
   * for while waiting, too: until there are findings it is as short as any, and then no second call is needed. What an
   * unfinished scan repeats of the one before it is not read on.
   */
  private async answer(repository: string, digest: string): Promise<ScanLook> {
    const first = await this.page(repository, digest, undefined);
    if (!isFinished(first)) return { ...statusOf(first), findings: undefined };
    const reader = findingsReader();
    reader.add(first.imageScanFindings);
    const next = pageTokens(`the findings of ${repository}@${digest}`);
    for (let token = next(first.nextToken); token !== undefined;) {
      if (this.cancelled?.aborted === true) throw cancelledFailure(`reading the findings of ${repository}`);
      const page = await this.page(repository, digest, token);
      if (!isSameScan(first, page)) return { ...statusOf(page), findings: undefined };
      reader.add(page.imageScanFindings);
      token = next(page.nextToken);
    }
    return { ...statusOf(first), findings: reader.read() };
  }

  /**
   * Asks for a basic scan. What ECR's refusal means is an answer, and so is that it gave none; only what stays as it is
   * and awsFailure knows is thrown.
   */
  async start(repository: string, digest: string): Promise<ScanStart | UnansweredStart> {
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
      const known = failure(error, 'StartImageScan', repository, digest);
      if (known.kind === 'upstream') return { kind: 'unanswered', failure: known };
      throw known;
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

function failure(error: unknown, operation: string, repository: string, digest: string): Failure {
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

/** Whether its findings are those of the status: Inspector calls a scan ACTIVE that it goes on with. */
const isFinished = ({ imageScanStatus: scan }: DescribeImageScanFindingsCommandOutput): boolean =>
  scan?.status === 'COMPLETE' || scan?.status === 'ACTIVE';

/** The same status, and no other time of completion; a page that gives none does not contradict. */
function isSameScan(
  first: DescribeImageScanFindingsCommandOutput,
  page: DescribeImageScanFindingsCommandOutput,
): boolean {
  const [begun, now] = [first, page].map((each) => each.imageScanFindings?.imageScanCompletedAt?.getTime());
  const isOther = begun !== undefined && now !== undefined && begun !== now;
  return first.imageScanStatus?.status === page.imageScanStatus?.status && !isOther;
}
