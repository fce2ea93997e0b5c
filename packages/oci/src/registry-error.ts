/** An answer of a registry that was not the expected one, read into its status, codes and words. */
import { oneLine } from '@slipway/action-kit/untrusted';

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

/** Reads the body, which ends the response. */
export async function answeredError(response: Response): Promise<RegistryError> {
  const body = await response.text().catch(() => '');
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
