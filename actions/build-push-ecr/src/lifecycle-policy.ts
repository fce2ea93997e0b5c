/**
 * The lifecycle policy of a repository that this action makes. In ECR the first rule that matches an image claims it,
 * and no later one can expire it: so what is deployed is claimed first, by a rule that expires nothing: it keeps as many images as a repository can have.
 */

/** How the tags of build caches begin, which are moved by each build. */
export const cachePrefix = 'cache-';

/** ECR's limit for a repository. */
const mostImages = 100_000;

interface Rule {
  readonly description: string;
  readonly selection: object;
}

const rules: readonly Rule[] = [
  {
    description: 'Keep what is deployed: every image that a deployment tagged',
    selection: {
      tagStatus: 'tagged',
      tagPrefixList: ['deployed-'],
      countType: 'imageCountMoreThan',
      countNumber: mostImages,
    },
  },
  {
    description: 'Expire build caches that were not written for 14 days',
    selection: { tagStatus: 'tagged', tagPrefixList: [cachePrefix], ...after(14) },
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
