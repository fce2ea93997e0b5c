/** The rights behind calls to SNS and to Systems Manager's parameters: who is told what. Pure. */
import type { Request } from '@slipway/local-aws/iam/policy';
import { text, type Call } from './call.ts';
import { jsonTags, need, tagKeys, type Needs } from './need.ts';

export const tellingNeeds: Needs = (call) =>
  Promise.resolve(call.service === 'sns' ? topicNeeds(call) : parameterNeeds(call));

const ofTopic: ReadonlySet<string> = new Set([
  ...['DeleteTopic', 'GetTopicAttributes', 'ListTagsForResource', 'SetTopicAttributes', 'Subscribe'],
  ...['TagResource', 'UntagResource'],
]);

function topicNeeds({ operation, input, region, account }: Call): readonly Request[] | undefined {
  const action = `sns:${operation}`;
  if (['GetSubscriptionAttributes', 'Unsubscribe'].includes(operation)) return [need(action, '*')];
  if (ofTopic.has(operation)) return [need(action, text(input, 'TopicArn') || text(input, 'ResourceArn'))];
  if (operation !== 'CreateTopic') return undefined;
  const arn = `arn:aws:sns:${region}:${account}:${text(input, 'Name')}`;
  return [need(action, arn), ...('Tags.member.1.Key' in input ? [need('sns:TagResource', arn)] : [])];
}

const ofParameter: ReadonlySet<string> = new Set([
  ...['AddTagsToResource', 'DeleteParameter', 'GetParameter', 'ListTagsForResource', 'PutParameter'],
  'RemoveTagsFromResource',
]);

function parameterNeeds({ operation, input, region, account }: Call): readonly Request[] | undefined {
  if (operation === 'DescribeParameters') return [need('ssm:DescribeParameters', '*')];
  if (!ofParameter.has(operation)) return undefined;
  const name = (text(input, 'Name') || text(input, 'ResourceId')).replace(/^\//, '');
  const arn = `arn:aws:ssm:${region}:${account}:parameter/${name}`;
  const tags = jsonTags(input.Tags);
  return [
    need(`ssm:${operation}`, arn, tagKeys('request', tags)),
    ...(operation === 'PutParameter' && tags.length > 0
      ? [need('ssm:AddTagsToResource', arn, tagKeys('request', tags))]
      : []),
  ];
}
