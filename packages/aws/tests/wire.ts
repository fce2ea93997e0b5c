/** An SDK client's HTTP handler that answers from a script, so that a gateway is tested down to the wire format. */

export interface Answer {
  readonly status?: number;
  /** The error name; AWS JSON 1.1 carries it in `__type`. */
  readonly error?: string;
  /** As HTTP writes it. */
  readonly date?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface SentCall {
  readonly operation: string;
  readonly input: unknown;
}

/** @param answers one per call, in order; a call beyond them fails. */
export function wire(...answers: readonly Answer[]): {
  readonly sent: readonly SentCall[];
  readonly options: object;
} {
  const sent: SentCall[] = [];
  const handle = async (request: { headers: Record<string, string>; body?: Uint8Array }): Promise<object> => {
    const operation = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
    sent.push({ operation, input: JSON.parse(new TextDecoder().decode(request.body)) as unknown });
    const answer = answers[sent.length - 1];
    if (answer === undefined) throw new Error(`no answer is left for ${operation}`);
    return { response: responseOf(answer) };
  };
  return {
    sent,
    options: {
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
      maxAttempts: 1,
      requestHandler: { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) },
    },
  };
}

function responseOf({ status, error, body = {}, date }: Answer): object {
  const content = error === undefined ? body : { __type: error, ...body };
  return {
    statusCode: status ?? (error === undefined ? 200 : 400),
    headers: { 'content-type': 'application/x-amz-json-1.1', ...(date === undefined ? {} : { date }) },
    body: new TextEncoder().encode(JSON.stringify(content)),
  };
}
