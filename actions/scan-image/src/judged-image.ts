/** An image, what was found in it and how that was judged: all that every report tells. */
import type { Comparison } from './comparing/comparison.ts';
import type { AssessedFinding, ListedFinding } from './judging/assessed.ts';
import type { Judgement, PartGap } from './judging/judgement.ts';
import type { ScannedPart, ScanType } from './looking/scanned-part.ts';
import type { Policy } from './policy/policy.ts';
import type { PolicySource } from './policy/policy-source.ts';
import type { IgnoreStandings } from './suppressing/ignore-standing.ts';

export interface JudgedImage {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`; '' where AWS did not even say whose image it is. */
  readonly registry: string;
  readonly region: string;
  readonly repository: string;
  readonly digest: string;
  /** The tag that was resolved to the digest. */
  readonly tag: string | undefined;
  /** `web:41 of ecs:main/web`, which serves with it; undefined unless a service was named. */
  readonly serves: string | undefined;
  readonly mode: 'gate' | 'report';
  readonly scanType: ScanType;
  /** In the order of the index; one with the platform '' for an image that is none; empty where nothing could be looked at. */
  readonly parts: readonly ScannedPart[];
  readonly gaps: readonly PartGap[];
  /** Of each platform by itself, worst first. */
  readonly findings: readonly AssessedFinding[];
  /** The same, put together over platforms: worst first, and of equal severity what is counted and new first. */
  readonly listed: readonly ListedFinding[];
  readonly comparison: Comparison;
  readonly ignores: IgnoreStandings;
  readonly policy: Policy;
  /** Undefined without a policy file. */
  readonly policySource: PolicySource | undefined;
  readonly judgement: Judgement;
  /** What a person should know beside the verdict, a sentence each. */
  readonly warnings: readonly string[];
  readonly dryRun: boolean;
  /** Milliseconds since 1970: what the age of a finding is told against. */
  readonly judgedAt: number;
}
