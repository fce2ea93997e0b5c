/** What is known of the world around all documents here that hold a mistake: one of the rules needs to be told. */
import type { Known } from '../../src/checking/finding.ts';

export const known: Known = {
  platforms: new Map([
    [
      '111122223333.dkr.ecr.eu-west-1.amazonaws.com/arm-only@sha256:7d0b7a2e1f9e0c5a3c9b8d2a4f6e8c1b0d3f5a7c9e2b4d6f8a1c3e5b7d9f0a2c',
      ['linux/arm64'],
    ],
  ]),
  isExecEnabled: true,
};
