/** BatchGetFindingDetails: what Inspector knows of the danger of findings, beyond what ECR tells of them. */
import type { CisaData, FindingDetail, FindingDetailsError } from '@aws-sdk/client-inspector2';
import { isExploited, pageOf, scoreOf } from '../ecr/scanning/enhanced-findings.ts';
import { ServiceError, type CallContext, type Operation } from '../service.ts';
import type { FindingWorld } from '../world.ts';
import type { KnownFindings } from './known-findings.ts';

/** Of Inspector's own model. */
const arnPattern =
  /^arn:(?:aws[a-zA-Z-]*)?:inspector2:([a-z]{2}(?:-gov)?-[a-z]+-\d):(\d{12}):finding\/[a-f0-9]{32}$/;
const most = 10;

const day = 24 * 60 * 60 * 1000;

export const findingDetails =
  (findings: Pick<KnownFindings, 'get'>): Operation =>
  (input, context) => {
    const { findingArns } = input as { readonly findingArns: readonly string[] };
    requireArns(findingArns);
    const answers = findingArns.map((arn) => answerOf(arn, findings.get(arn), context));
    return {
      findingDetails: answers.filter((each) => !('errorCode' in each)),
      errors: answers.filter((each) => 'errorCode' in each),
    };
  };

function requireArns(arns: readonly string[]): void {
  const wrong = arns.findIndex((arn) => !arnPattern.test(arn));
  if (arns.length >= 1 && arns.length <= most && wrong === -1) return;
  const sentence =
    wrong === -1
      ? `Value at 'findingArns' failed to satisfy constraint: Member must have length between 1 and ${most}, inclusive`
      : `Value at 'findingArns.${wrong + 1}.member' failed to satisfy constraint: Member must satisfy regular expression pattern: ${arnPattern.source}`;
  throw new ServiceError('ValidationException', `1 validation error detected: ${sentence}`);
}

/** A finding of somebody else's is denied, whether it is there or not. */
function answerOf(
  findingArn: string,
  finding: FindingWorld | undefined,
  { account, region }: Pick<CallContext, 'account' | 'region'>,
): FindingDetail | FindingDetailsError {
  const [, place, owner] = arnPattern.exec(findingArn) ?? [];
  if (owner !== account) return errorOf(findingArn, 'ACCESS_DENIED');
  if (place !== region) return errorOf(findingArn, 'INVALID_INPUT');
  if (finding === undefined) return errorOf(findingArn, 'FINDING_DETAILS_NOT_FOUND');
  if (finding.detailsError !== undefined) return errorOf(findingArn, finding.detailsError);
  return detailOf(findingArn, finding);
}

const errorMessages: Readonly<Record<NonNullable<FindingWorld['detailsError']>, string>> = {
  ACCESS_DENIED: "You don't have permission to access this finding",
  FINDING_DETAILS_NOT_FOUND: 'There are no details of this finding',
  INTERNAL_ERROR: 'An internal error occurred',
  INVALID_INPUT: 'The finding is not one of this Region',
};

const errorOf = (
  findingArn: string,
  errorCode: NonNullable<FindingWorld['detailsError']>,
): FindingDetailsError => ({ findingArn, errorCode, errorMessage: errorMessages[errorCode] });

/** Lists without anything in them are there, as in Inspector's model. */
function detailOf(findingArn: string, finding: FindingWorld): FindingDetail {
  const listedAt = finding.kev === undefined ? undefined : new Date(finding.kev);
  const isExploitable = isExploited(finding);
  return {
    findingArn,
    cisaData: listedAt && cisaData(listedAt),
    epssScore: finding.epss,
    exploitObserved: listedAt && { firstSeen: listedAt, lastSeen: listedAt },
    riskScore: Math.round(10 * scoreOf(finding)),
    evidences: listedAt === undefined ? [] : [knownExploited],
    ttps: isExploitable ? ['TA0001', 'TA0002'] : [],
    tools: isExploitable ? ['Metasploit'] : [],
    referenceUrls: [pageOf(finding.id)],
    cwes: [],
  };
}

/** CISA gives three weeks for most. */
const cisaData = (dateAdded: Date): CisaData => ({
  dateAdded,
  dateDue: new Date(dateAdded.getTime() + 21 * day),
  action: 'Apply updates per vendor instructions.',
});

const knownExploited = {
  evidenceRule: 'Listed by CISA as known to be exploited',
  evidenceDetail: '1 sighting on 1 source',
  severity: 'Critical',
};
