/** Findings as basic scanning answers them: one for each package, without a word on fixes. */
import type { FindingSeverity, ImageScanFinding } from '@aws-sdk/client-ecr';
import type { FindingWorld } from '../../world.ts';

export function basicFinding(finding: FindingWorld): ImageScanFinding {
  return {
    name: finding.id,
    description: finding.description,
    uri: `https://cve.mitre.org/cgi-bin/cvename.cgi?name=${finding.id}`,
    severity: basicSeverity(finding),
    attributes: [
      { key: 'package_version', value: finding.version },
      { key: 'package_name', value: finding.package },
    ],
  };
}

/** What only Inspector says is none here. */
export const basicSeverity = ({ severity }: Pick<FindingWorld, 'severity'>): FindingSeverity =>
  severity === 'UNTRIAGED' ? 'UNDEFINED' : severity;
