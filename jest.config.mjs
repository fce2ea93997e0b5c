import { missingParts } from './tools/real-parts.mjs';

const leftOut = [...missingParts(import.meta.dirname).values()].flat();

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/{actions,.github/actions,packages}/*/tests/**/*.test.ts'],
  // Tests whose real part (docker, terraform, act) is missing here; `npm test` names them first.
  testPathIgnorePatterns: ['/node_modules/', ...leftOut.map((file) => `<rootDir>/${file}$`)],
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
