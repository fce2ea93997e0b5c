/** The findings of one platform as a run of SARIF: a category of its own, by which GitHub knows it again. */
import type { AssessedFinding } from '../../judging/assessed.ts';
import { fingerprints } from './fingerprint.ts';
import { resultOf } from './result.ts';
import { shortName, shortText } from '../short-text.ts';
import { ruleIdOf, ruleOf } from './rule.ts';

export interface RunOfPlatform {
  readonly repository: string;
  /** '' for an image that is no index. */
  readonly platform: string;
  /** One, as long as each image of an index has a name of its own. */
  readonly digests: readonly string[];
  /** Worst first. */
  readonly findings: readonly AssessedFinding[];
}

/** @param most results; what is suppressed goes first when there are more. */
export function runOf(run: RunOfPlatform, most: number): object {
  const rules: object[] = [];
  const indexes = new Map<string, number>();
  const fingerprintOf = fingerprints();
  const results = bestOf(run.findings)
    .slice(0, most)
    .map((finding) => {
      const id = ruleIdOf(finding);
      const ruleIndex = indexes.get(id) ?? rules.push(ruleOf(finding)) - 1;
      indexes.set(id, ruleIndex);
      return resultOf(finding, { ruleIndex, fingerprint: fingerprintOf(finding) });
    });
  const images = run.digests.map((digest) => `${run.repository}@${digest}`);
  return {
    tool: { driver: { name: 'Slipway scan-image', informationUri, rules } },
    automationDetails: { id: categoryOf(run) },
    columnKind: 'utf16CodeUnits',
    results,
    properties: { image: shortText(images.join(', '), 1000), findings: run.findings.length },
  };
}

const informationUri = 'https://github.com/slipway-actions/slipway/tree/main/actions/scan-image';

/** What stands before the last slash is GitHub's category; behind it would be the name of one run. */
const categoryOf = ({ repository, platform }: RunOfPlatform): string =>
  `scan-image/${repository}/${platform === '' ? '' : `${shortName(platform, 100)}/`}`;

/** What is not suppressed first; each worst first, as they came. */
function bestOf(findings: readonly AssessedFinding[]): readonly AssessedFinding[] {
  const open = findings.filter(({ suppression }) => suppression === undefined);
  return [...open, ...findings.filter(({ suppression }) => suppression !== undefined)];
}
