/**
 * The scenarios of the table of costs hold as many gateways, balancers, alarms … as the stacks plan with their values.
 *
 * @needs terraform
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mockedPlans } from '../src/mocked-plan.ts';
import type { Scenarios } from '../src/prices.ts';
import { quantitiesOf, resourcesOf, type Resource } from '../src/quantities.ts';
import { terraformEnvironment } from '../src/terraform.ts';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-scenarios-'));
  env = await terraformEnvironment(folder);
  const filter = (path: string): boolean =>
    !['.terraform', '.data', '.terraform.lock.hcl', 'tests'].includes(basename(path));
  await cp(join(root, 'terraform'), join(folder, 'terraform'), { recursive: true, filter });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

type Values = Readonly<Record<string, unknown>>;
const everywhere = {
  region: 'eu-west-1',
  environment: 'production',
  github: { owner: 'harbour', owner_id: '3000003', repository: 'example-app', repository_id: '4000004' },
};

/** @param file of the environment that people copy. @returns what each run makes. */
async function planned(
  name: string,
  file: string | undefined,
  runs: readonly Values[],
): Promise<readonly (readonly Resource[])[]> {
  const place = join(folder, 'terraform');
  const { github, ...others } = everywhere;
  const plans = await mockedPlans({
    stack: join(place, 'stacks', name),
    env,
    files: file === undefined ? [] : [join(place, 'environments', 'production', file)],
    runs: runs.map((values) => ({ ...others, ...(name === 'platform' ? {} : { github }), ...values })),
  });
  return plans.map(resourcesOf);
}

test('they count what the stacks plan', async () => {
  const { scenarios } = JSON.parse(
    await readFile(join(root, 'terraform', 'prices', 'scenarios.json'), 'utf8'),
  ) as Scenarios;
  const [bootstrap = []] = await planned('bootstrap', undefined, [{ bucket: 'slipway-state-444455556666' }]);
  const [registry = []] = await planned('registry', undefined, [{ service: 'web' }]);
  const [service = []] = await planned('service', 'web.tfvars', [{ service: 'web' }]);
  const platforms = await planned(
    'platform',
    'platform.tfvars',
    scenarios.map(({ platform }) => ({ zone_id: 'Z0987654321ABCDEFGHIJ', ...platform })),
  );
  expect(platforms).toHaveLength(scenarios.length);
  const counted = platforms.map((platform) =>
    quantitiesOf([...bootstrap, ...registry, ...platform, ...service]),
  );
  expect(counted).toEqual(scenarios.map(({ resources }) => resources));
}, 300_000);
