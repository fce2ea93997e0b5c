/**
 * Gateway to what Inspector knows of the danger of its findings, which ECR does not tell. Each finding is told of, or
 * left out where Inspector says that it has no details of it: its danger is unknown then, which is not harmless, and
 * who asked decides what that means. Anything else that keeps Inspector from telling of one is a failure.
 */
import {
  BatchGetFindingDetailsCommand,
  Inspector2Client,
  type BatchGetFindingDetailsCommandOutput,
  type FindingDetail,
  type FindingDetailsError,
} from '@aws-sdk/client-inspector2';
import { upstreamFailure, withSentence, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { awsFailure } from './failures.ts';

export interface ThreatReport {
  /** On CISA's list of known exploited vulnerabilities. */
  readonly knownExploited: boolean;
  /** 0 to 1; undefined where Inspector gives none. */
  readonly epss: number | undefined;
}

/** The most that Inspector takes in one call. */
const atOnce = 10;
const callsSideBySide = 4;

/** Thousands of findings are hundreds of calls: they are slowed down to what Inspector allows rather than given up. */
const patientClient = (config: AwsConfig): Inspector2Client =>
  new Inspector2Client({ ...clientConfig({ maxAttempts: 8, ...config }), retryMode: 'adaptive' });

export class InspectorThreats {
  private readonly client: Pick<Inspector2Client, 'send'>;

  constructor(config: AwsConfig, client: Pick<Inspector2Client, 'send'> = patientClient(config)) {
    this.client = client;
  }

  /**
   * @param arns of findings, in any number.
   * @returns by their ARN; left out are those that Inspector says it has no details of.
   * @throws Failure `threats-unknown` for a finding of which Inspector does not tell, `access-denied`, and what
   * awsFailure knows.
   */
  async read(arns: readonly string[]): Promise<ReadonlyMap<string, ThreatReport>> {
    const reports = new Map<string, ThreatReport>();
    const asked = [...new Set(arns)];
    const wave = atOnce * callsSideBySide;
    for (let from = 0; from < asked.length; from += wave) {
      const batches = batchesOf(asked.slice(from, from + wave));
      for (const details of await Promise.all(batches.map((batch) => this.batch(batch))))
        for (const each of details)
          if (each.findingArn !== undefined) reports.set(each.findingArn, reportOf(each));
    }
    return reports;
  }

  /** What fails inside Inspector is asked for once more. */
  private async batch(arns: readonly string[]): Promise<readonly FindingDetail[]> {
    const { findingDetails = [], errors = [] } = await this.answer(arns);
    const again = errors.filter(({ errorCode }) => errorCode === 'INTERNAL_ERROR');
    const repeated = again.length === 0 ? {} : await this.answer(again.flatMap(arnOf));
    const told = [...findingDetails, ...(repeated.findingDetails ?? [])];
    const refused = [...errors.filter((each) => !again.includes(each)), ...(repeated.errors ?? [])];
    checkComplete(arns, told, refused);
    return told;
  }

  private async answer(
    arns: readonly string[],
  ): Promise<Pick<BatchGetFindingDetailsCommandOutput, 'findingDetails' | 'errors'>> {
    try {
      return await this.client.send(new BatchGetFindingDetailsCommand({ findingArns: [...arns] }));
    } catch (error) {
      throw failed(error);
    }
  }
}

function batchesOf(arns: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(arns.length / atOnce);
  return Array.from({ length: count }, (_, index) => arns.slice(index * atOnce, (index + 1) * atOnce));
}

const arnOf = ({ findingArn }: { readonly findingArn?: string | undefined }): readonly string[] =>
  findingArn === undefined ? [] : [findingArn];

/** Every finding is either told of, or Inspector says that it has no details of it. */
function checkComplete(
  arns: readonly string[],
  told: readonly FindingDetail[],
  refused: readonly FindingDetailsError[],
): void {
  const grave = refused.find(({ errorCode }) => errorCode !== 'FINDING_DETAILS_NOT_FOUND');
  if (grave?.errorCode === 'ACCESS_DENIED')
    throw failed({ name: 'AccessDeniedException', message: grave.errorMessage });
  if (grave !== undefined)
    throw notTold(grave.findingArn, `${grave.errorCode ?? 'no code'}: ${grave.errorMessage ?? 'no reason'}`);
  const answered = new Set([...told, ...refused].flatMap(arnOf));
  const missing = arns.find((arn) => !answered.has(arn));
  if (missing !== undefined) throw notTold(missing, 'its answer leaves it out');
}

/** CISA gives each entry of its list a date; one that says nothing is none. */
function reportOf({ cisaData: cisa, epssScore }: FindingDetail): ThreatReport {
  const isListed = [cisa?.dateAdded, cisa?.dateDue, cisa?.action].some((each) => each !== undefined);
  return { knownExploited: isListed, epss: epssScore };
}

const filesInstead = 'With `kev-file` and `epss-file` Inspector is not asked.';

function failed(error: unknown): Failure {
  const call = { service: 'inspector2', operation: 'BatchGetFindingDetails', about: 'the findings' };
  const failure = awsFailure(error, call);
  return failure.code === 'access-denied' ? withSentence(failure, filesInstead) : failure;
}

function notTold(arn = 'a finding', why: string): Failure {
  return upstreamFailure({
    code: 'threats-unknown',
    what: `Inspector does not tell how dangerous ${arn} is`,
    why: oneLine(why, 300).replace(/\.$/, ''),
    hint: `Re-run the job. ${filesInstead}`,
  });
}
