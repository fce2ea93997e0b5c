/**
 * What the stacks cost in a month, as a table in Markdown: quantities of a few scenarios times a dated list of prices.
 * An estimate; nothing here reads a file or asks anybody.
 */
import type { PriceList, Scenario, Scenarios } from './prices.ts';
import type { Quantities } from './quantities.ts';

/** What each resource costs by: an item whose unit is an hour, or one whose unit is the thing itself. */
const itemOf: Readonly<Record<keyof Quantities, string>> = {
  natGateways: 'nat-gateway-hour',
  publicAddresses: 'public-ipv4-hour',
  endpointZones: 'endpoint-hour',
  loadBalancers: 'load-balancer-hour',
  alarms: 'alarm',
  dashboards: 'dashboard',
  keys: 'kms-key',
  zones: 'route53-zone',
  webAcls: 'waf-acl',
  webAclRules: 'waf-rule',
  secrets: 'secret',
};

/** @returns item of the list → quantity in a month. */
export function monthOf(scenario: Scenario, hours: number): ReadonlyMap<string, number> {
  const { tasks, resources, usage } = scenario;
  const standing = (Object.keys(itemOf) as readonly (keyof Quantities)[]).map((name) => {
    const item = itemOf[name];
    return [item, resources[name] * (item.endsWith('-hour') ? hours : 1)] as const;
  });
  return new Map([
    ['fargate-vcpu-hour', tasks.fargate * tasks.vcpu * hours],
    ['fargate-gb-hour', tasks.fargate * tasks.gb * hours],
    ['fargate-spot-vcpu-hour', tasks.spot * tasks.vcpu * hours],
    ['fargate-spot-gb-hour', tasks.spot * tasks.gb * hours],
    ...standing,
    ...Object.entries(usage),
  ]);
}

/** @throws Error when a scenario uses what the list has no price of. */
export function costTable(list: PriceList, { hours, scenarios, ...said }: Scenarios): string {
  const months = scenarios.map((scenario) => monthOf(scenario, hours));
  for (const item of months.flatMap((month) => [...month.keys()])) {
    if (!(item in list.items)) throw new Error(`The list of ${list.region} has no price of ${item}.`);
  }
  const used = Object.entries(list.items).filter(([item]) => months.some((month) => month.get(item)));
  const rows = used.map(([item, price]) => [
    `${price.name}${price.confirmed ? '' : ' ¹'}`,
    `${String(price.price)} / ${price.unit}`,
    ...months.map((month) => cell(month.get(item) ?? 0, price.price)),
  ]);
  const totals = months.map((month) =>
    used.reduce((sum, [item, { price }]) => sum + (month.get(item) ?? 0) * price, 0),
  );
  const lines = [
    ['', `price, ${list.currency}`, ...scenarios.map(({ name }) => name)],
    ['---', '---', ...scenarios.map(() => '--:')],
    ...rows,
    ['**a month**', '', ...totals.map((total) => `**${total.toFixed(2)}**`)],
  ].map((cells) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |'));
  return [...lines, '', ...notes(list, scenarios, said)].join('\n');
}

const cell = (quantity: number, price: number): string =>
  quantity === 0 ? '–' : `${(quantity * price).toFixed(2)} (${String(quantity)})`;

function notes(
  list: PriceList,
  scenarios: readonly Scenario[],
  { assumptions, leftOut }: Pick<Scenarios, 'assumptions' | 'leftOut'>,
): readonly string[] {
  return [
    `An estimate for ${list.region}, the quantity of a month in brackets, from [list prices](prices/${list.region}.json) as read on ${list.read}. ${list.note}`,
    '',
    ...scenarios.map(({ name, says }) => `- **${name}**: ${says}.`),
    '',
    `Assumed: ${assumptions.join('; ')}.`,
    '',
    `Not in the table: ${leftOut.map((each) => withPrices(each, list)).join('; ')}.`,
    ...doubtful(list),
  ];
}

/** `{kms-key}` stands for the price of a key. */
function withPrices(text: string, { items, currency, region }: PriceList): string {
  return text.replaceAll(/\{([a-z0-9-]+)\}/g, (_, item: string) => {
    const price = items[item];
    if (price === undefined) throw new Error(`The list of ${region} has no price of ${item}.`);
    return `${String(price.price)} ${currency}`;
  });
}

function doubtful({ items }: PriceList): readonly string[] {
  const open = Object.values(items).filter(({ confirmed }) => !confirmed);
  const names = Map.groupBy(open, ({ note = 'no source told it' }) => note);
  const each = [...names].map(
    ([note, prices]) => `${prices.map(({ name }) => name).join(' and ')} (${note})`,
  );
  return open.length === 0 ? [] : ['', `¹ not confirmed: ${each.join('; ')}.`];
}
