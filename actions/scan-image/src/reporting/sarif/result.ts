/** A finding as a result of SARIF. Code scanning shows only what has a place in the repository: the Dockerfile. */
import type { AssessedFinding } from '../../judging/assessed.ts';
import { isCounted } from '../../judging/assessed.ts';
import { fixInWords } from '../finding-words.ts';
import { suppressionWords } from '../suppression-words.ts';
import { shortText } from '../short-text.ts';
import { ruleIdOf } from './rule.ts';
import { sarifText } from './sarif-text.ts';
import { levelOf } from './severity.ts';

const locations = [
  {
    physicalLocation: {
      artifactLocation: { uri: 'Dockerfile', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1 },
    },
  },
];

export interface ResultPlace {
  /** Of its rule in the run, from 0. */
  readonly ruleIndex: number;
  readonly fingerprint: string;
}

export function resultOf(finding: AssessedFinding, { ruleIndex, fingerprint }: ResultPlace): object {
  const { severity, standing, suppression } = finding;
  return {
    ruleId: ruleIdOf(finding),
    ruleIndex,
    level: levelOf[severity],
    message: { text: sarifText(sentenceOf(finding), 800) },
    locations,
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(standing === undefined ? {} : { baselineState: standing === 'introduced' ? 'new' : 'unchanged' }),
    ...(suppression === undefined ? {} : { suppressions: [suppressionOf(suppression)] }),
    properties: propertiesOf(finding),
  };
}

function sentenceOf({ id, severity, version, path, ...finding }: AssessedFinding): string {
  const fix = fixInWords(finding);
  const where = path === undefined ? '' : ` at ${path}`;
  const repair = fix === '' ? '' : `; fixed in: ${fix}`;
  return `${id} (${severity}) in ${`${finding.package} ${version}`.trim()}${where}${repair}.`;
}

function suppressionOf(suppression: NonNullable<AssessedFinding['suppression']>): object {
  const { by, why, until } = suppressionWords(suppression);
  const end = until === '' ? '' : `, ${until}`;
  return { kind: 'external', status: 'accepted', justification: sarifText(`${by}${end}: ${why}`) };
}

/** For whoever reads the file by machine; GitHub ignores them. */
function propertiesOf(finding: AssessedFinding): object {
  return {
    severity: finding.severity,
    package: shortText(finding.package, 200),
    version: shortText(finding.version, 200),
    packageManager: shortText(finding.packageManager, 50),
    counted: isCounted(finding),
    ...(finding.isSuppressedByInspector ? { suppressedInInspector: true } : {}),
    ...(finding.path === undefined ? {} : { path: shortText(finding.path, 300) }),
    ...(finding.fixedIn === undefined ? {} : { fixedIn: shortText(finding.fixedIn, 200) }),
    ...(finding.epss === undefined ? {} : { epss: finding.epss }),
    ...(finding.knownExploited === undefined ? {} : { knownExploited: finding.knownExploited }),
  };
}
