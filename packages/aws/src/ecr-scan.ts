/** Gateway to ECR's scans: where one stands, starting one, and all that it found. */
import {
  DescribeImageScanFindingsCommand,
  ECRClient,
  StartImageScanCommand,
  type DescribeImageScanFindingsCommandOutput,
  type ImageScanFindings,
} from '@aws-sdk/client-ecr';
import { clientConfig } from './client-config.ts';
import { ecrFailures, type EcrConfig } from './ecr-images.ts';
import { errorMessage, errorName, isDenied } from './error-shape.ts';
import { awsFailure } from './failures.ts';

export type ScanLook =
  | { readonly kind: 'never-scanned' }
  | { readonly kind: 'status'; readonly status: string; readonly description: string | undefined };

/** What came of asking for a scan: `coming` when ECR made one within a day, `enhanced` when Inspector scans here. */
export type ScanStart = 'started' | 'coming' | 'enhanced' | 'denied' | 'unsupported' | 'archived';

/** One vulnerability in one package. Texts come from outside. */
export interface ScanFinding {
  readonly id: string;
  /** As ECR or Inspector write it. */
  readonly severity: string;
  readonly package: string;
  readonly version: string;
  /** The version that repairs it; only enhanced scanning knows. */
  readonly fixedIn: string | undefined;
  readonly link: string | undefined;
  readonly description: string | undefined;
}

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
      const { imageScanStatus: scan } = await this.page(repository, digest, 1, undefined);
      return { kind: 'status', status: scan?.status ?? 'PENDING', description: scan?.description };
    } catch (error) {
      if (errorName(error) === 'ScanNotFoundException') return { kind: 'never-scanned' };
      throw failure(error, 'DescribeImageScanFindings', repository, digest);
    }
  }

  /** Every finding, over all pages, in ECR's order. */
  async findings(repository: string, digest: string): Promise<readonly ScanFinding[]> {
    const found: ScanFinding[] = [];
    let token: string | undefined;
    try {
      do {
        const { imageScanFindings, nextToken } = await this.page(repository, digest, 1000, token);
        found.push(...basicFindings(imageScanFindings), ...enhancedFindings(imageScanFindings));
        token = nextToken;
      } while (token !== undefined);
    } catch (error) {
      throw failure(error, 'DescribeImageScanFindings', repository, digest);
    }
    return found;
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
    maxResults: number,
    nextToken: string | undefined,
  ): Promise<DescribeImageScanFindingsCommandOutput> {
    const page = { maxResults, ...(nextToken === undefined ? {} : { nextToken }) };
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

function basicFindings(found: ImageScanFindings | undefined): readonly ScanFinding[] {
  return (found?.findings ?? []).map(({ name, severity, uri, description, attributes = [] }) => {
    const attribute = (key: string): string => attributes.find((each) => each.key === key)?.value ?? '';
    return {
      id: name ?? '',
      severity: severity ?? '',
      package: attribute('package_name'),
      version: attribute('package_version'),
      fixedIn: undefined,
      link: uri,
      description,
    };
  });
}

function enhancedFindings(found: ImageScanFindings | undefined): readonly ScanFinding[] {
  return (found?.enhancedFindings ?? []).flatMap(
    ({ severity, title, description, packageVulnerabilityDetails: details }) => {
      const whole = {
        id: details?.vulnerabilityId ?? title ?? '',
        severity: severity ?? '',
        link: details?.sourceUrl,
        description,
      };
      const packages = details?.vulnerablePackages ?? [];
      if (packages.length === 0) return [{ ...whole, package: '', version: '', fixedIn: undefined }];
      return packages.map((each) => ({
        ...whole,
        package: each.name ?? '',
        version: each.version ?? '',
        fixedIn: fixOf(each.fixedInVersion),
      }));
    },
  );
}

/** Inspector writes `NotAvailable` where there is no fix. */
function fixOf(version: string | undefined): string | undefined {
  return version === undefined || /^not\s?available$/i.test(version) ? undefined : version;
}
