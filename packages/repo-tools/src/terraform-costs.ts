/**
 * What the stacks cost, in terraform/README.md: the table between two markers follows from the list of prices and the
 * scenarios beside it. The arithmetic is with Terraform's other tools, whose tests hold its quantities against a plan.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costTable } from '@slipway/local-terraform/cost';
import type { PriceList, Scenarios } from '@slipway/local-terraform/prices';
import type { GeneratedFile } from './generated-file.ts';
import { replaceBetween } from './readme-tables.ts';

/** @throws Error when a price is missing, or the page has no markers. */
export function terraformCosts(repository: string): GeneratedFile {
  const path = 'terraform/README.md';
  const read = (file: string): string => readFileSync(join(repository, file), 'utf8');
  const list = JSON.parse(read('terraform/prices/us-east-1.json')) as PriceList;
  const scenarios = JSON.parse(read('terraform/prices/scenarios.json')) as Scenarios;
  return { path, content: replaceBetween(path, read(path), 'costs', costTable(list, scenarios)) };
}
