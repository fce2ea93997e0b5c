/** Inspector of the local cloud: details of the findings that ECR told. Its scans are ECR's enhanced ones. */
import type { Service } from '../service.ts';
import { findingDetails } from './finding-details.ts';
import type { KnownFindings } from './known-findings.ts';

export const createInspector = (findings: Pick<KnownFindings, 'get'>): Service => ({
  id: 'inspector2',
  protocols: [{ kind: 'rest' }],
  operations: { BatchGetFindingDetails: findingDetails(findings) },
});
