/** What GitHub's code scanning demands of a SARIF file beyond the schema, as its documentation has it. */
import { gzipSync } from 'node:zlib';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations?: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation?: { readonly uri?: string };
      readonly region?: { readonly startLine?: number };
    };
  }[];
  readonly partialFingerprints?: { readonly primaryLocationLineHash?: string };
}

interface Rule {
  readonly id: string;
  readonly helpUri?: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity'?: unknown };
}

export interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
  readonly automationDetails: { readonly id: string };
  readonly results: readonly (Result & Readonly<Record<string, unknown>>)[];
}

export interface SarifLog {
  readonly version: string;
  readonly runs: readonly SarifRun[];
}

/** Each offence in words; empty when GitHub takes and shows all of it. */
export function offences(text: string): readonly string[] {
  const log = JSON.parse(text) as SarifLog;
  const results = log.runs.reduce((sum, run) => sum + run.results.length, 0);
  return [
    ...(log.version === '2.1.0' ? [] : ['not version 2.1.0']),
    ...(gzipSync(text).length <= 10_000_000 ? [] : ['more than 10 MB when zipped']),
    ...(log.runs.length >= 1 && log.runs.length <= 20 ? [] : [`${String(log.runs.length)} runs`]),
    ...(results <= 25_000 ? [] : [`${String(results)} results`]),
    ...repeatedCategories(log),
    ...log.runs.flatMap(ofRun),
  ];
}

function repeatedCategories({ runs }: SarifLog): readonly string[] {
  const categories = runs.map(({ tool, automationDetails }) => `${tool.driver.name} ${automationDetails.id}`);
  return new Set(categories).size === runs.length ? [] : ['two runs of one tool and category'];
}

function ofRun({ tool, automationDetails, results }: SarifRun): readonly string[] {
  const { rules } = tool.driver;
  const prints = results.map((result) => result.partialFingerprints?.primaryLocationLineHash);
  return [
    ...(automationDetails.id.endsWith('/') ? [] : ['a category that ends in the name of one run']),
    ...(results.length <= 5_000 ? [] : ['more results in a run than are kept']),
    ...(rules.length <= 25_000 ? [] : ['more rules in a run than are taken']),
    ...(new Set(rules.map(({ id }) => id)).size === rules.length ? [] : ['a rule twice']),
    ...(new Set(prints).size === prints.length ? [] : ['a fingerprint twice']),
    ...rules.flatMap(ofRule),
    ...results.flatMap((result) => ofResult(result, rules)),
  ];
}

function ofRule({ id, shortDescription, fullDescription, help, properties }: Rule): readonly string[] {
  const { tags, 'security-severity': severity } = properties;
  const isNumber = typeof severity === 'string' && Number(severity) > 0 && Number(severity) <= 10;
  return [
    ...(id.length > 0 && id.length <= 255 ? [] : ['a rule without a name of 1 to 255 characters']),
    ...(tags.length <= 10 ? [] : ['more tags than are kept']),
    ...(severity === undefined || isNumber ? [] : ['a security-severity that is no number in a string']),
    ...(shortDescription.text.length <= 1024 ? [] : ['a short description of more than 1024 characters']),
    ...(fullDescription.text.length <= 1024 ? [] : ['a full description of more than 1024 characters']),
    ...(help.text === '' ? ['no help'] : []),
  ];
}

function ofResult(result: Result, rules: readonly Rule[]): readonly string[] {
  const [first, ...others] = result.locations ?? [];
  const { artifactLocation, region } = first?.physicalLocation ?? {};
  const isShown = (artifactLocation?.uri ?? '') !== '' && (region?.startLine ?? 0) >= 1;
  return [
    ...(isShown ? [] : ['a result without a location, which is not shown']),
    ...(others.length < 100 ? [] : ['more locations than are kept']),
    ...(rules[result.ruleIndex]?.id === result.ruleId
      ? []
      : ['a result of another rule than its index says']),
    ...(result.partialFingerprints?.primaryLocationLineHash === undefined ? ['no fingerprint'] : []),
    ...(result.message.text === '' ? ['no message'] : []),
  ];
}
