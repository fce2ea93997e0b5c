/** Sessions of roles that STS has opened: temporary credentials, good until they expire by the cloud's clock. */
import { randomBytes } from 'node:crypto';

export interface Session {
  /** `ASIA…` */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Cloud time, milliseconds since the epoch. */
  readonly expireAt: number;
  /** `arn:aws:sts::123456789012:assumed-role/deploy/SESSION` */
  readonly arn: string;
  readonly roleArn: string;
}

export interface Sessions {
  open(of: Pick<Session, 'arn' | 'roleArn'>, seconds: number): Session;
  /** Expired ones as well: what was issued in one, such as a registry's token, may outlive it. */
  find(accessKeyId: string): Session | undefined;
  /** Oldest first. */
  all(): readonly Session[];
}

/** @param lasting seconds asked for → seconds of the cloud's time that the session is good for. */
export function createSessions(
  now: () => number,
  lasting: (seconds: number) => number = (seconds) => seconds,
): Sessions {
  const known = new Map<string, Session>();
  return {
    open: (of, seconds) => {
      const session: Session = {
        ...of,
        accessKeyId: `ASIA${letters(16)}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(96).toString('base64'),
        expireAt: now() + lasting(seconds) * 1000,
      };
      known.set(session.accessKeyId, session);
      return session;
    },
    find: (accessKeyId) => known.get(accessKeyId),
    all: () => [...known.values()],
  };
}

/** Those that access keys are made of. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const letters = (count: number): string =>
  [...randomBytes(count)].map((byte) => alphabet[byte % alphabet.length]).join('');
