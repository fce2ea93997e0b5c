/**
 * The lifecycle policy of a repository that this action makes. In ECR the first rule that matches an image claims it,
 * and no later one can expire it: so what is deployed is claimed first, by a rule that in practice expires nothing.
 */

interface Rule {
  readonly description: string;
  readonly selection: object;
}

const rules: readonly Rule[] = [
  {
    description: 'Keep what is deployed: the last 1000 images that a deployment tagged',
    selection: {
      tagStatus: 'tagged',
      tagPrefixList: ['deployed-'],
      countType: 'imageCountMoreThan',
      countNumber: 1000,
    },
  },
  {
    description: 'Expire build caches that were not written for 14 days',
    selection: { tagStatus: 'tagged', tagPrefixList: ['cache-'], ...after(14) },
  },
  {
    description: 'Expire untagged images after 7 days',
    selection: { tagStatus: 'untagged', ...after(7) },
  },
  {
    description: 'Keep the last 500 of all others',
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 500 },
  },
];

function after(days: number): object {
  return { countType: 'sinceImagePushed', countUnit: 'days', countNumber: days };
}

/** As PutLifecyclePolicy takes it. */
export const lifecyclePolicy: string = JSON.stringify({
  rules: rules.map(({ description, selection }, index) => ({
    rulePriority: index + 1,
    description,
    selection,
    action: { type: 'expire' },
  })),
});
