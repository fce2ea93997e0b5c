/**
 * The parts of an action's README that follow from the lists in its folder `page/`, from the failure tables of the
 * gateways and from the schema of its report. Each stands between markers of its name; an action without such a list
 * has no such part.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ActionYaml } from './action-yaml.ts';
import { failuresPart, type FailureList } from './page-failures.ts';
import { migrationPart, type TheirInput } from './page-migration.ts';
import { permissionsPart, policyPart, type Permission } from './page-permissions.ts';
import { replacementsPart, type ReplacedAction } from './page-replacements.ts';
import { reportPart, type ReportSchema } from './page-report.ts';
import { rulesPart } from './page-rules.ts';
import { replaceBetween } from './readme-tables.ts';

/** Marker → Markdown. */
export type Parts = ReadonlyMap<string, string>;

/** @param folder of the action, absolute. */
export function partsOf(folder: string, action: ActionYaml): Parts {
  const sources: readonly [file: string, parts: (document: unknown) => Readonly<Record<string, string>>][] = [
    ['page/permissions.yml', (list) => permissionParts(list as readonly Permission[])],
    ['page/failures.yml', (list) => ({ failures: failuresPart(list as FailureList) })],
    [
      'page/aws-actions-inputs.yml',
      (list) => ({ migration: migrationPart(list as readonly TheirInput[], action) }),
    ],
    [
      'page/docker-actions-inputs.yml',
      (list) => ({ replacements: replacementsPart(list as readonly ReplacedAction[], action) }),
    ],
    ['report.schema.json', (schema) => ({ report: reportPart(schema as ReportSchema) })],
  ];
  const found = sources.filter(([file]) => existsSync(join(folder, file)));
  return new Map(
    found.flatMap(([file, parts]) => Object.entries(parts(parse(readFileSync(join(folder, file), 'utf8'))))),
  );
}

/** Only AWS takes a policy: its permissions are named `service:Operation`. */
const permissionParts = (list: readonly Permission[]): Readonly<Record<string, string>> => ({
  permissions: permissionsPart(list),
  ...(list.some(({ action }) => /^[a-z0-9-]+:[A-Z]/.test(action)) ? { policy: policyPart(list) } : {}),
});

/** Parts that follow from code alone stand in whatever page has their markers. */
const ofCode: Readonly<Record<string, () => string>> = { rules: rulesPart };

export function withParts(file: string, readme: string, parts: Parts): string {
  const asked = Object.entries(ofCode)
    .filter(([marker]) => readme.includes(`<!-- ${marker} -->`))
    .map(([marker, part]): [string, string] => [marker, part()]);
  return [...parts, ...asked].reduce(
    (text, [marker, body]) => replaceBetween(file, text, marker, body),
    readme,
  );
}
