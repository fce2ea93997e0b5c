/** The tags of a service's resources, by ARN: put while something is made or later, and gone with it. */

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface ResourceTags {
  of(arn: string): readonly Tag[];
  /** Those of other keys stay. */
  put(arn: string, tags: readonly Tag[]): void;
  remove(arn: string, keys: readonly string[]): void;
  forget(arn: string): void;
}

export function createResourceTags(): ResourceTags {
  const known = new Map<string, readonly Tag[]>();
  const remove = (arn: string, keys: readonly string[]): void =>
    void known.set(
      arn,
      (known.get(arn) ?? []).filter(({ key }) => !keys.includes(key)),
    );
  return {
    of: (arn) => known.get(arn) ?? [],
    put: (arn, tags) => {
      const keys = tags.map(({ key }) => key);
      remove(arn, keys);
      known.set(arn, [...(known.get(arn) ?? []), ...tags]);
    },
    remove,
    forget: (arn) => void known.delete(arn),
  };
}

type AskedTag = Readonly<Partial<Record<'Key' | 'key' | 'Value' | 'value', string>>>;

/** ELB, CloudWatch and ECR write Key and Value, ECS key and value, Logs a map. */
export function tagsIn(value: unknown): readonly Tag[] {
  if (Array.isArray(value)) {
    return (value as readonly AskedTag[]).map((each) => ({
      key: each.Key ?? each.key ?? '',
      value: each.Value ?? each.value ?? '',
    }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, each]) => ({ key, value: String(each) }));
}

export const capitalized = ({ key, value }: Tag) => ({ Key: key, Value: value });
