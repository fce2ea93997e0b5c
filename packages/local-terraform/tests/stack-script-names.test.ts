/** terraform/stack and the names in files of values: those that a stack leaves unread are refused. */
import { expect, test } from '@jest/globals';
import { asked, green, keep, stack } from './stubbed-stack.ts';

const own = 'terraform/environments/production/platform.tfvars';

test.each([
  ['spot_weigth = 4\n', 'spot_weigth'],
  ['nat = "none"\n  plain_htp=true\n', 'plain_htp'],
  ['zones = ["a",\n"b"]\ncoffee = true # no less\n', 'coffee'],
])('%j is refused', async (content, name) => {
  await keep(own, content);
  const { code, printed } = await stack('platform production plan');
  expect(code).toBe(2);
  expect(printed).toContain(
    `platform.tfvars gives \`${name}\` a value, but the stack platform knows no such`,
  );
  expect(printed).toContain(`name. Those that are known are in terraform/stacks/platform/README.md.\n`);
  expect(await asked()).toEqual([]);
});

test('a name that is only another stack’s is refused', async () => {
  await keep('terraform/environments/production/web.registry.tfvars', 'cpu = 512\n');
  const { printed } = await stack('registry production/web plan');
  expect(printed).toContain(
    'web.registry.tfvars gives `cpu` a value, but the stack registry knows no such name.',
  );
});

test('what stands in brackets, texts and comments is no name', async () => {
  const content = `/* of = 1
more = 2 */
# other = 3
// another = 4
zones = [ # one = 5
  "a = {", "\\"b = 6"
]
domain = <<-END
  inside = 7
  {
  END
nat = "none" /* none = 8 */
`;
  await keep(own, content);
  green(await stack('platform production plan'));
});

test.each([
  ['a comment of stars', '/*** one ***/\nzones = [\n  /*** two ***/\n  "a"\n]\nnat = "none"\n'],
  ['lines that end as on Windows', 'domain = <<EOT\r\nfoo = bar\r\nEOT\r\nnat = "none"\r\n'],
  ['a marker with a hyphen', 'domain = <<MY-EOT\nfoo = bar\nMY-EOT\n'],
  ['a text with slashes and stars', 'domain = "https://a/*"\nnat = "none"\n'],
])('%s is no hindrance', async (_, content) => {
  await keep(own, content);
  green(await stack('platform production plan'));
});

test('behind a heredoc that is a comment names are looked at', async () => {
  await keep(own, '# domain = <<EOT\n# EOT\nspot_weigth = 4\n');
  expect((await stack('platform production plan')).printed).toContain('`spot_weigth`');
});

test('a narrowing of trust that is misspelt is no silence', async () => {
  await keep('terraform/environments/production/github.tfvars', 'job_workflow_ref = { apply = "a" }\n');
  expect((await stack('bootstrap production apply')).printed).toContain(
    'github.tfvars gives `job_workflow_ref` a value',
  );
});

test('the file that three stacks share may have the names of each', async () => {
  const shared = 'terraform/environments/production/github.tfvars';
  await keep(shared, 'github = {}\ngithub_environment = "ships"\n');
  green(await stack('bootstrap production plan'));
  await keep(shared, 'github = {}\ngihtub = {}\n');
  expect((await stack('bootstrap production plan')).printed).toContain(
    'github.tfvars gives `gihtub` a value, but the stacks that read it know no such name.',
  );
});

test('what needs no values is not asked for them', async () => {
  await keep(own, 'spot_weigth = 4\n');
  green(await stack('platform production output'));
});

test.each(['bootstrap production', 'registry production/web', 'service production/web'])(
  '%s knows the names that are shipped',
  async (target) => {
    green(await stack(`${target} plan`));
  },
);
