/** The arithmetic of the table of costs, and that its lists are whole. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { costTable, monthOf } from '../src/cost.ts';
import type { PriceList, Scenario, Scenarios } from '../src/prices.ts';
import { quantitiesOf } from '../src/quantities.ts';

const prices = resolve(import.meta.dirname, '../../../terraform/prices');
const read = (file: string): unknown => JSON.parse(readFileSync(resolve(prices, file), 'utf8'));
const list = read('us-east-1.json') as PriceList;
const scenarios = read('scenarios.json') as Scenarios;

const scenario: Scenario = {
  name: 'small',
  says: 'one of each',
  platform: {},
  resources: { ...quantitiesOf([]), natGateways: 2, keys: 3 },
  tasks: { vcpu: 0.5, gb: 1, fargate: 1, spot: 2 },
  usage: { 'logs-gb': 4 },
};

const price = (name: string, each: number): PriceList['items'][string] => ({
  name,
  unit: name,
  price: each,
  confirmed: true,
  source: 'https://example.com',
  official: 'https://example.com',
});

const small: PriceList = {
  region: 'here',
  currency: 'USD',
  read: '2026-11-22',
  note: 'Read somewhere.',
  items: {
    ...Object.fromEntries([...monthOf(scenario, 1).keys()].map((item) => [item, price(item, 0)])),
    'nat-gateway-hour': price('NAT', 0.045),
    'logs-gb': { ...price('Logs', 0.5), confirmed: false, note: 'it differs' },
  },
};

const told: Scenarios = {
  hours: 100,
  assumptions: ['a month of 100 hours'],
  leftOut: ['what costs {logs-gb} elsewhere'],
  scenarios: [scenario],
};

test('a month is hours of what stands there, things, tasks and use', () => {
  const month = monthOf(scenario, 100);
  expect(Object.fromEntries([...month].filter(([, quantity]) => quantity > 0))).toEqual({
    'fargate-vcpu-hour': 50,
    'fargate-gb-hour': 100,
    'fargate-spot-vcpu-hour': 100,
    'fargate-spot-gb-hour': 200,
    'nat-gateway-hour': 200,
    'kms-key': 3,
    'logs-gb': 4,
  });
});

test('the table has a row for what is used, a sum, and what is doubtful', () => {
  const table = costTable(small, told);
  expect(table).toContain('| | price, USD | small |\n| --- | --- | --: |\n');
  expect(table).toContain('| NAT | 0.045 / NAT | 9.00 (200) |\n');
  expect(table).toContain('| Logs ¹ | 0.5 / Logs | 2.00 (4) |\n');
  expect(table).toContain('| **a month** | | **11.00** |\n');
  expect(table).not.toContain('load-balancer-hour');
  expect(table).toContain('as read on 2026-11-22');
  expect(table).toContain('Not in the table: what costs 0.5 USD elsewhere.');
  expect(table).toContain('¹ not confirmed: Logs (it differs).');
});

test('what has no price is refused', () => {
  const items = Object.fromEntries(Object.entries(small.items).filter(([item]) => item !== 'logs-gb'));
  const refused = new Error('The list of here has no price of logs-gb.');
  expect(() => costTable({ ...small, items }, told)).toThrow(refused);
  expect(() => costTable({ ...small, items }, { ...told, scenarios: [] })).toThrow(refused);
});

describe('the list of prices', () => {
  test('is dated, and says of each price where it stands', () => {
    expect(list.read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const { source, official, price: each } of Object.values(list.items)) {
      expect(source).toMatch(/^https:\/\//);
      expect(official).toMatch(/^https:\/\/aws\.amazon\.com\//);
      expect(each).toBeGreaterThanOrEqual(0);
    }
  });

  test('says what is doubtful of a price that is not confirmed', () => {
    const silent = Object.values(list.items).filter(
      ({ confirmed, note }) => !confirmed && note === undefined,
    );
    expect(silent).toEqual([]);
  });
});

test('each scenario counts what can be counted, and the cheap one is the cheapest', () => {
  const totals = /\| \*\*a month\*\* \| \| (.*) \|/.exec(costTable(list, scenarios))?.[1] ?? '';
  const [dear = 0, single = 0, cheap = 0] = totals
    .split(' | ')
    .map((each) => Number(each.replaceAll('*', '')));
  expect(dear).toBeGreaterThan(single);
  expect(single).toBeGreaterThan(cheap);
  expect(cheap).toBeGreaterThan(0);
  for (const { resources } of scenarios.scenarios) {
    expect(Object.keys(resources).toSorted()).toEqual(Object.keys(quantitiesOf([])).toSorted());
  }
});
