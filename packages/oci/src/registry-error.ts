/** An answer of a registry that was not the expected one, read into its status, codes and words. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { readBody } from './response-body.ts';

/** An answer that was not the expected one. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly status: number;
  /** `TAG_INVALID`, `NAME_UNKNOWN` …, as the distribution specification names them. */
  readonly codes: readonly string[];
  /** Milliseconds that Retry-After asks for; 0 without one. */
  readonly retryAfter: number;

  constructor(status: number, codes: readonly string[], message: string, retryAfter = 0) {
    super(message);
    this.status = status;
    this.codes = codes;
    this.retryAfter = retryAfter;
  }
}

/** ECR says with 403 that a token is over, where others say it with 401. */
export const isLoginRefused = ({ status, message }: RegistryError): boolean =>
  status === 401 || (status === 403 && /token has expired/i.test(message));

/** The limit that registries have for a manifest; configurations, lists and tokens are smaller still. */
const mostBytes = 4 * 1024 * 1024;
const mostErrorBytes = 64 * 1024;

/** The whole body of an expected answer, which ends the response. @throws RegistryError when it does not end. */
export async function readAnswer(response: Response): Promise<Uint8Array> {
  const { bytes, isWhole } = await readBody(response, mostBytes);
  if (isWhole) return bytes;
  throw new RegistryError(200, ['SIZE_INVALID'], `its answer has more than ${String(mostBytes)} bytes`);
}

/** @throws RegistryError for what is not JSON, or does not end. */
export async function readJson(response: Response): Promise<unknown> {
  const bytes = await readAnswer(response);
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown;
  } catch {
    throw new RegistryError(200, [], 'its answer is not JSON');
  }
}

/** Reads the body, which ends the response. */
export async function answeredError(response: Response): Promise<RegistryError> {
  const body = await readBody(response, mostErrorBytes).then(
    ({ bytes }) => Buffer.from(bytes).toString(),
    () => '',
  );
  const errors = errorsOf(body);
  const said = errors.map(({ message }) => message).filter((message) => message !== '');
  const message = said.length > 0 ? said.join('; ') : oneLine(body, 200);
  return new RegistryError(
    response.status,
    errors.map(({ code }) => code),
    message === '' ? `HTTP ${String(response.status)}` : message,
    askedToWait(response.headers),
  );
}

/** Retry-After in seconds or as a date, which is read by the clock of the registry; 0 for anything else. */
function askedToWait(headers: Headers): number {
  const asked = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const milliseconds = Date.parse(asked) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(milliseconds) ? 0 : Math.max(0, milliseconds);
}

function errorsOf(body: string): readonly { code: string; message: string }[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return [];
  }
  if (typeof json !== 'object' || json === null || !('errors' in json) || !Array.isArray(json.errors))
    return [];
  return json.errors.map((each: unknown) => ({
    code: textOf(each, 'code'),
    message: textOf(each, 'message'),
  }));
}

/** '' when there is no such text. */
export function textOf(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : '';
}
