/** One call of the local ECS over the wire, without an SDK: for whoever asks it a few questions beside an action. */

export type Answer = Readonly<Record<string, unknown>>;

/** @throws Error that quotes what it answered, when it refused. */
export async function askEcs(
  endpoint: string,
  operation: string,
  input: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
      ...headers,
    },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (!response.ok || typeof body !== 'object' || body === null) {
    throw new Error(`${operation} answered ${String(response.status)}: ${JSON.stringify(body)}`);
  }
  return body as Answer;
}
