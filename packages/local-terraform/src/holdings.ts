/**
 * What stands in the account, as each service lists it: moto's own page of its data keeps what was deleted, and so does
 * the record of the local cloud.
 */
import { region } from './example-values.ts';
import { field, inLocalCloud, inMoto, json, questionOf, type Listing } from './listings.ts';

/** As much of a stand-in account as is asked. */
export interface Account {
  readonly moto: { readonly endpoint: string };
  readonly aws: {
    readonly endpoint: string;
    readonly ecs: { readonly services: readonly { readonly name: string; readonly status: string }[] };
  };
}

/** @returns a line for each: `the network vpc-1`. */
export async function holdingsOf({ aws, moto }: Account): Promise<readonly string[]> {
  const found: string[] = [];
  // One after the other: moto fails where several of its services are first asked at once.
  for (const listing of inMoto) found.push(...(await listed(moto.endpoint, listing)));
  found.push(...(await keysIn(moto.endpoint)));
  for (const listing of inLocalCloud) found.push(...(await listed(aws.endpoint, listing)));
  const services = aws.ecs.services.filter(({ status }) => status !== 'INACTIVE');
  return [...found, ...services.map(({ name }) => `the service ${name}`)];
}

async function listed(endpoint: string, listing: Listing): Promise<readonly string[]> {
  const found = [...(await answerTo(endpoint, listing)).matchAll(listing.each)];
  return [...new Set(found.map(([, id = '']) => `the ${listing.kind} ${id}`))];
}

/** A key that waits for its end is as good as gone: nobody can use it. */
async function keysIn(endpoint: string): Promise<readonly string[]> {
  const keys = await listed(endpoint, json('key', 'kms', 'TrentService.ListKeys', field('KeyId')));
  const states = keys.map(async (line) => {
    const KeyId = line.replace(/^.* /, '');
    const asked = json('', 'kms', 'TrentService.DescribeKey', field('KeyState'), JSON.stringify({ KeyId }));
    return (await answerTo(endpoint, asked)).includes('PendingDeletion') ? [] : [line];
  });
  return (await Promise.all(states)).flat();
}

async function answerTo(endpoint: string, listing: Listing): Promise<string> {
  const { service, path = '/' } = listing;
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const { headers, ...question } = questionOf(listing);
  const response = await fetch(`${endpoint}${path}`, {
    ...question,
    headers: { authorization, ...headers },
  });
  const said = await response.text();
  if (!response.ok) throw new Error(`${service} did not list what it has: ${said.slice(0, 200)}`);
  return said;
}
