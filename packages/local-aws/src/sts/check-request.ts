/** What STS refuses before it looks at any role. */
import { notImplemented, ServiceError } from '../service.ts';

export interface AssumeRequest {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly WebIdentityToken?: string;
  readonly DurationSeconds?: number;
  readonly ExternalId?: string;
}

/** What is not followed here: a session that may do less than its role. */
const unknownHere = ['Policy', 'PolicyArns', 'Tags', 'TransitiveTagKeys', 'SourceIdentity', 'SerialNumber'];

/** @throws ServiceError */
export function checkRequest(request: AssumeRequest): void {
  const { RoleArn: arn, RoleSessionName: name } = request;
  const more = unknownHere.find((member) => member in request);
  if (more !== undefined) throw notImplemented(`${more} of a session`);
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(arn)) throw validation(`${arn} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw validation(
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  const { DurationSeconds: seconds = shortest } = request;
  if (seconds < shortest || seconds > longest) {
    const [bound, end] = seconds < shortest ? ['greater', shortest] : ['less', longest];
    throw validation(
      `1 validation error detected: Value '${String(seconds)}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${bound} than or equal to ${String(end)}`,
    );
  }
}

const shortest = 900;
const longest = 43_200;
const hour = 3600;

/**
 * @param isChained whether the caller has a role already
 * @throws ServiceError when it is longer than the role's sessions may be
 */
export function durationOf(
  { DurationSeconds: asked }: Pick<AssumeRequest, 'DurationSeconds'>,
  most = hour,
  isChained = false,
): number {
  const seconds = asked ?? Math.min(hour, most);
  if (isChained && seconds > hour) {
    throw validation(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds > most) {
    throw validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}

const validation = (message: string): ServiceError => new ServiceError('ValidationError', message, 400);
