/** What is left in an account that was destroyed: moto's buckets and roles, and what runs in the local cloud. */
import type { StandInAccount } from './account.ts';
import { rolesIn } from './roles.ts';

/** @returns a line for each thing; none when nothing is left. */
export async function leftIn({
  aws,
  moto,
}: Pick<StandInAccount, 'aws' | 'moto'>): Promise<readonly string[]> {
  const roles = await rolesIn(moto.endpoint);
  const services = aws.ecs.services.filter(({ status }) => status !== 'INACTIVE');
  return [
    ...(await bucketsOf(moto.endpoint)).map((name) => `the bucket ${name}`),
    ...[...roles.keys()].map((name) => `the role ${name}`),
    ...services.map(({ name }) => `the service ${name}`),
  ];
}

async function bucketsOf(endpoint: string): Promise<readonly string[]> {
  // moto tells by the scope of the signature which service is asked.
  const authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request';
  const listed = await (await fetch(endpoint, { headers: { authorization } })).text();
  if (!listed.includes('<Buckets')) throw new Error(`moto did not list its buckets: ${listed.slice(0, 200)}`);
  return [...listed.matchAll(/<Bucket>.*?<Name>([^<]*)<\/Name>/gs)].map(([, name = '']) => name);
}
