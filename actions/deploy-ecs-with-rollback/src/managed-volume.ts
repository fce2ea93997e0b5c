/**
 * The volume that ECS manages for the tasks of a service, as the aws-actions take it: a name and a JSON object. It is
 * read to its last member, for the SDK leaves out what it does not know and nobody would notice.
 */
import { matching, Unreadable, type Parser } from '@slipway/action-kit/parsers';

type Json = Readonly<Record<string, unknown>>;
/** @returns what is wrong about it; undefined when nothing is. */
type Check = (value: unknown, path: string) => string | undefined;
type Members = Readonly<Record<string, Check>>;

const must =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value, path) =>
    holds(value) ? undefined : `\`${path}\` must be ${expected}`;

const text = must('text', (value) => typeof value === 'string' && value !== '');
const flag = must('true or false', (value) => typeof value === 'boolean');
const count = must('a whole number above 0', (value) => Number.isSafeInteger(value) && Number(value) > 0);
const oneOf = (...words: readonly string[]): Check =>
  must(`one of ${words.join(', ')}`, (value) => words.includes(String(value)));

const listOf =
  (known: Members): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return `\`${path}\` must be a list`;
    return first(value, (each, at) => wrongIn(each, known, `${path}[${String(at)}]`));
  };

const tags = listOf({ key: text, value: must('text', (value) => typeof value === 'string') });

/** As a task definition may call one. */
export const volumeName = matching(
  /^[\w-]{1,255}$/,
  'the name of a volume of the task definition: letters, digits, `-` and `_`',
);

/** Those of ServiceManagedEBSVolumeConfiguration. */
const members: Members = {
  encrypted: flag,
  kmsKeyId: text,
  volumeType: text,
  sizeInGiB: count,
  snapshotId: text,
  volumeInitializationRate: count,
  iops: count,
  throughput: count,
  tagSpecifications: listOf({
    resourceType: oneOf('volume'),
    tags,
    propagateTags: oneOf('TASK_DEFINITION', 'SERVICE', 'NONE'),
  }),
  roleArn: text,
  filesystemType: oneOf('ext3', 'ext4', 'ntfs', 'xfs'),
};

/** An empty object is what the aws-actions take for none. */
export const managedVolume: Parser<Json> = {
  expects: 'a JSON object as UpdateService takes it for `managedEBSVolume`',
  read: (value) => {
    const volume = parsed(value);
    const wrong = wrongIn(volume, members, '') ?? missingIn(volume as Json);
    if (wrong !== undefined) throw new Unreadable(wrong);
    return volume as Json;
  },
};

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new Unreadable('it is no JSON');
  }
}

function wrongIn(value: unknown, known: Members, path: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return path === '' ? 'it is no object' : `\`${path}\` must be an object`;
  return first(Object.entries(value as Json), ([member, given]) => {
    const at = path === '' ? member : `${path}.${member}`;
    const check = Object.hasOwn(known, member) ? known[member] : undefined;
    if (check === undefined) return `ECS knows no \`${at}\`, but ${Object.keys(known).join(', ')}`;
    return check(given, at);
  });
}

function missingIn({ roleArn, sizeInGiB, snapshotId, ...rest }: Json): string | undefined {
  const isEmpty = [roleArn, sizeInGiB, snapshotId, ...Object.values(rest)].every(
    (each) => each === undefined,
  );
  if (isEmpty) return undefined;
  if (roleArn === undefined) return '`roleArn` is missing, the role with which ECS makes the volume';
  return sizeInGiB === undefined && snapshotId === undefined
    ? '`sizeInGiB` or `snapshotId` is missing'
    : undefined;
}

function first<T>(
  items: readonly T[],
  find: (item: T, at: number) => string | undefined,
): string | undefined {
  for (const [at, item] of items.entries()) {
    const found = find(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
