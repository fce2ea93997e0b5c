/**
 * Which actions calls of the local cloud can ask for. Statements about others (S3, EC2, most of IAM) never decide here,
 * whatever their conditions look at. Pure.
 */
import { matches, type Choice } from './policy.ts';
import { iamPrefix } from './rights.ts';

const passing = 'iam:PassRole';

export function concernsLocalCloud({ patterns, isNot }: Choice): boolean {
  return (
    isNot ||
    patterns.some((pattern) => {
      const [service = '', name] = pattern.toLowerCase().split(':');
      return (
        name === undefined || Object.values(iamPrefix).includes(service) || matches(pattern, passing, 'any')
      );
    })
  );
}
