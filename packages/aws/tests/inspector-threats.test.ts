/** The gateway to Inspector's finding details, on a client that answers as Inspector does. */
import { describe, expect, test } from '@jest/globals';
import type { BatchGetFindingDetailsCommand } from '@aws-sdk/client-inspector2';
import {
  type BatchGetFindingDetailsCommandOutput,
  type FindingDetail,
  type FindingDetailsError,
  type Inspector2Client,
} from '@aws-sdk/client-inspector2';
import { InspectorThreats } from '../src/inspector-threats.ts';

const arn = (number: number): string =>
  `arn:aws:inspector2:eu-west-1:111122223333:finding/${number.toString(16).padStart(32, '0')}`;

const detail = (number: number, more: Partial<FindingDetail> = {}): FindingDetail => ({
  findingArn: arn(number),
  ...more,
});

const error = (number: number, errorCode: string, errorMessage = 'no'): FindingDetailsError => ({
  findingArn: arn(number),
  errorCode: errorCode as FindingDetailsError['errorCode'],
  errorMessage,
});

type Details = Pick<BatchGetFindingDetailsCommandOutput, 'findingDetails' | 'errors'>;
type Answer = (arns: readonly string[], call: number) => Details | Promise<Details>;

interface Asked {
  readonly threats: InspectorThreats;
  readonly calls: (readonly string[])[];
}

function inspector(answer: Answer): Asked {
  const calls: (readonly string[])[] = [];
  const send = async (command: BatchGetFindingDetailsCommand): Promise<Details> => {
    const arns = command.input.findingArns ?? [];
    calls.push(arns);
    return answer(arns, calls.length);
  };
  const client = { send } as unknown as Pick<Inspector2Client, 'send'>;
  return { threats: new InspectorThreats({ region: 'eu-west-1' }, client), calls };
}

const all: Answer = (arns) => ({ findingDetails: arns.map((findingArn) => ({ findingArn })) });

const thrown = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test('a finding is known to be exploited when CISA lists it, and has its EPSS', async () => {
  const { threats } = inspector(() => ({
    findingDetails: [
      detail(1, { cisaData: { dateAdded: new Date(0) }, epssScore: 0.97 }),
      detail(2, { cisaData: { action: 'Apply updates' } }),
      detail(3, { cisaData: {}, epssScore: 0 }),
      detail(4),
    ],
  }));
  expect(await threats.read([1, 2, 3, 4].map(arn))).toEqual(
    new Map([
      [arn(1), { knownExploited: true, epss: 0.97 }],
      [arn(2), { knownExploited: true, epss: undefined }],
      [arn(3), { knownExploited: false, epss: 0 }],
      [arn(4), { knownExploited: false, epss: undefined }],
    ]),
  );
});

test('what Inspector has no details of is left out', async () => {
  const { threats } = inspector(() => ({
    findingDetails: [detail(1)],
    errors: [error(2, 'FINDING_DETAILS_NOT_FOUND')],
  }));
  expect([...(await threats.read([arn(1), arn(2)])).keys()]).toEqual([arn(1)]);
});

describe('many findings', () => {
  const many = Array.from({ length: 95 }, (_, index) => arn(index));

  test('are asked for ten at a time, each once', async () => {
    const { threats, calls } = inspector(all);
    expect((await threats.read([...many, ...many])).size).toBe(95);
    expect(calls.map(({ length }) => length)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
    expect(calls.flat()).toEqual(many);
  });

  test('keep four calls on their way at most', async () => {
    let open = 0;
    let most = 0;
    const { threats } = inspector(async (arns, call) => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return all(arns, call);
    });
    await threats.read(many);
    expect(most).toBe(4);
  });

  test('are asked for no further when one call fails', async () => {
    const { threats, calls } = inspector((arns, call) => {
      if (call === 2) throw thrown('AccessDeniedException', 'no');
      return all(arns, call);
    });
    await expect(threats.read(many)).rejects.toMatchObject({ code: 'access-denied' });
    expect(calls).toHaveLength(4);
  });

  test('that are none need no call', async () => {
    const { threats, calls } = inspector(all);
    expect(await threats.read([])).toEqual(new Map());
    expect(calls).toEqual([]);
  });
});

describe('what failed inside Inspector', () => {
  test('is asked for once more, alone', async () => {
    const { threats, calls } = inspector((arns, call) =>
      call === 1 ? { findingDetails: [detail(1)], errors: [error(2, 'INTERNAL_ERROR')] } : all(arns, call),
    );
    expect([...(await threats.read([arn(1), arn(2)])).keys()]).toEqual([arn(1), arn(2)]);
    expect(calls).toEqual([[arn(1), arn(2)], [arn(2)]]);
  });

  test('twice is a failure', async () => {
    const { threats, calls } = inspector(() => ({ errors: [error(1, 'INTERNAL_ERROR', 'Try later.')] }));
    await expect(threats.read([arn(1)])).rejects.toMatchObject({ kind: 'upstream', code: 'threats-unknown' });
    expect(calls).toHaveLength(2);
  });
});

describe('a finding that is not told of', () => {
  test.each<[string, Details, string]>([
    [
      'with a reason',
      { errors: [error(1, 'INVALID_INPUT', 'Not an\nARN.')] },
      `Inspector does not tell how dangerous ${arn(1)} is: INVALID_INPUT: Not an ARN. Re-run the job. With \`kev-file\` and \`epss-file\` Inspector is not asked.`,
    ],
    [
      'with no word',
      { findingDetails: [detail(2)] },
      `Inspector does not tell how dangerous ${arn(1)} is: its answer leaves it out. Re-run the job. With \`kev-file\` and \`epss-file\` Inspector is not asked.`,
    ],
  ])('is a failure, %s', async (_, answer, message) => {
    const { threats } = inspector(() => answer);
    await expect(threats.read([arn(1)])).rejects.toMatchObject({
      kind: 'upstream',
      code: 'threats-unknown',
      message,
    });
  });
});

describe('a refusal', () => {
  const sentence =
    'AWS denied inspector2:BatchGetFindingDetails on the findings: no. Allow `inspector2:BatchGetFindingDetails` in the role that this job assumes. With `kev-file` and `epss-file` Inspector is not asked.';

  test.each<[string, Answer]>([
    [
      'of the call',
      () => {
        throw thrown('AccessDeniedException', 'no');
      },
    ],
    ['of one finding', () => ({ findingDetails: [detail(1)], errors: [error(2, 'ACCESS_DENIED')] })],
  ])('%s names the permission, and what makes it needless', async (_, answer) => {
    const { threats, calls } = inspector(answer);
    await expect(threats.read([arn(1), arn(2)])).rejects.toMatchObject({
      kind: 'setup',
      code: 'access-denied',
      message: sentence,
    });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['ThrottlingException', 'upstream', 'throttled'],
    ['ExpiredTokenException', 'setup', 'credentials-expired'],
  ])('%s is what it is of every service', async (name, kind, code) => {
    const { threats } = inspector(() => {
      throw thrown(name, 'no');
    });
    await expect(threats.read([arn(1)])).rejects.toMatchObject({ kind, code });
  });
});
