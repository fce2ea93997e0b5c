/** Who became which role: what STS was asked for, and gave. */
import type { RecordedCall } from '@slipway/local-aws/journal';

export interface Login {
  /** Name of the role. */
  readonly role: string;
  /** Id of the run whose job it was. */
  readonly run: string;
  /** Of OpenID Connect, by which the job got in. */
  readonly token: string;
}

interface Asked {
  readonly RoleArn?: string;
  readonly WebIdentityToken?: string;
}

export const loginsIn = (calls: readonly RecordedCall[]): readonly Login[] =>
  calls
    .filter(({ operation, status }) => operation === 'AssumeRoleWithWebIdentity' && status === 200)
    .map(({ input }) => {
      const { RoleArn: arn = '', WebIdentityToken: token = '' } = input as Asked;
      return { role: arn.split('/').at(-1) ?? '', run: runOf(token), token };
    });

function runOf(token: string): string {
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const { run_id: run = '' } = JSON.parse(claims) as { readonly run_id?: string };
  return run;
}
