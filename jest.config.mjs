/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/{actions,packages}/*/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  // Workspace packages are TypeScript source behind a link in node_modules; jest sees their real path.
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.slipway/'],
  watchPathIgnorePatterns: ['<rootDir>/.slipway/'],
  testTimeout: 60_000,
};
