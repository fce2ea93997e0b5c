/** Calls of the local cloud over the wire, one by one, without an SDK: for whoever asks a few questions beside an action. */

export type Answer = Readonly<Record<string, unknown>>;

/** @throws Error that quotes what it answered, when it refused. */
export const askEcs = (
  endpoint: string,
  operation: string,
  input: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => ask(endpoint, `AmazonEC2ContainerServiceV20141113.${operation}`, input, headers);

/** @throws Error that quotes what it answered, when it refused. */
export const askEcr = (endpoint: string, operation: string, input: object): Promise<Answer> =>
  ask(endpoint, `AmazonEC2ContainerRegistry_V20150921.${operation}`, input, {});

async function ask(
  endpoint: string,
  target: string,
  input: object,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...headers },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (!response.ok || typeof body !== 'object' || body === null) {
    throw new Error(
      `${target.slice(target.indexOf('.') + 1)} answered ${String(response.status)}: ${JSON.stringify(body)}`,
    );
  }
  return body as Answer;
}

/**
 * Whether a local cloud answers there; another program may listen on its port by now. Only a cloud answers as STS does, be
 * it that nobody signed.
 */
export async function isLocalCloud(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
      signal: AbortSignal.timeout(2000),
    });
    return (await answer.text()).includes('https://sts.amazonaws.com/doc/');
  } catch {
    return false;
  }
}
