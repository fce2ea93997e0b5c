/** What a request of the registry protocol is to ECR: the operation behind it, for its limits, and the repository. */
import type { IncomingMessage } from 'node:http';
import type { RouteCall } from '../../service.ts';
import type { World } from '../../world.ts';
import type { RegistryAction } from './login.ts';
import { parseSubject, type Subject } from './request.ts';

export function meaningOf(
  { method = 'GET', url = '/' }: Pick<IncomingMessage, 'method' | 'url'>,
  { account, region }: Pick<World, 'account' | 'region'>,
): RouteCall {
  const [path = ''] = url.split('?');
  const subject = parseSubject(path);
  if (subject === undefined || subject.kind === 'base') {
    return { service: 'ecr', operation: undefined, resource: '*' };
  }
  const resource = `arn:aws:ecr:${region}:${account}:repository/${subject.repository}`;
  return { service: 'ecr', operation: operations[subject.kind][method], resource };
}

const operations: Readonly<
  Record<Exclude<Subject['kind'], 'base'>, Readonly<Record<string, RegistryAction>>>
> = {
  manifest: { GET: 'BatchGetImage', HEAD: 'BatchGetImage', PUT: 'PutImage', DELETE: 'BatchDeleteImage' },
  blob: { GET: 'GetDownloadUrlForLayer', HEAD: 'BatchCheckLayerAvailability' },
  uploads: { POST: 'InitiateLayerUpload' },
  upload: { PATCH: 'UploadLayerPart', PUT: 'CompleteLayerUpload' },
  referrers: { GET: 'BatchGetImage' },
  tags: { GET: 'ListImages' },
};
