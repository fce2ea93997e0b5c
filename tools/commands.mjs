/**
 * What `npm run …` can start: one row per command, in the order in which they are listed to a person. A step is
 * the argument list of Node 24; what the person typed is added to the last step.
 */

const tool = (name) => [`packages/repo-tools/src/${name}.ts`];

export const commands = {
  demo: {
    says: 'tells the whole story on the local cloud: ship, break, slide back',
    steps: [['packages/demo/src/demo.ts']],
  },
  e2e: {
    says: 'tells the whole mission under act: infrastructure, releases, the way back, what is refused, destroy',
    steps: [['packages/e2e/src/e2e.ts']],
  },
  action: {
    says: 'runs one action by hand against `npm run demo -- --keep`',
    steps: [['packages/demo/src/action.ts']],
  },
  local: {
    says: 'starts the local cloud for your own experiments',
    steps: [['packages/local-aws/src/local.ts']],
  },
  test: {
    says: 'runs every test',
    steps: [['tools/say-missing-parts.mjs'], ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js']],
    // Node warns about vm modules once per worker, which would drown jest's own lines.
    env: { NODE_NO_WARNINGS: '1' },
  },
  lint: { says: 'checks lint rules, format, types and borders (--fix repairs)', steps: [tool('lint')] },
  format: { says: 'formats every file (--check only compares)', steps: [tool('format')] },
  generate: {
    says: 'writes what follows from each action.yml and the SDK (--check only compares)',
    steps: [tool('generate')],
  },
  build: { says: 'bundles the actions that changed (--all: every one)', steps: [tool('build')] },
  package: {
    says: 'makes what the npm package `slipway` holds; `npm pack` in packages/cli calls it',
    steps: [tool('package-cli')],
  },
  'enterprise-server': {
    says: 'writes a copy of the workflows and actions for GitHub Enterprise Server',
    steps: [tool('enterprise-server')],
  },
  bench: {
    says: 'prints measured figures; without a name, the list of them',
    steps: [['packages/bench/src/bench.ts']],
  },
};

/** The text for somebody who typed no command, or one that does not exist. */
export function listing() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const rows = Object.entries(commands).map(([name, { says }]) => `  npm run ${name.padEnd(width)}  ${says}`);
  return ['Commands:', ...rows, '', 'Flags go behind two dashes: npm run demo -- --keep'].join('\n');
}
