/** The rights behind calls to ACM and Route 53: certificates, zones and the names in them. */
import { text, type Call } from './call.ts';
import type { Facts } from './facts.ts';
import { jsonTags, need, tagKeys, type Needs } from './need.ts';

export const nameNeeds: Needs = (call, facts) =>
  call.service === 'acm' ? certificateNeeds(call, facts) : Promise.resolve(zoneNeeds(call));

const ofCertificate: ReadonlySet<string> = new Set([
  ...['DeleteCertificate', 'DescribeCertificate', 'ListTagsForCertificate'],
  ...['AddTagsToCertificate', 'RemoveTagsFromCertificate', 'UpdateCertificateOptions'],
]);

async function certificateNeeds({ operation, input, region, account }: Call, facts: Facts) {
  const keys = tagKeys('request', jsonTags(input.Tags));
  if (operation === 'RequestCertificate') {
    return [
      need('acm:RequestCertificate', '*', keys),
      ...('aws:tagkeys' in keys
        ? [need('acm:AddTagsToCertificate', `arn:aws:acm:${region}:${account}:certificate/*`, keys)]
        : []),
    ];
  }
  if (!ofCertificate.has(operation)) return undefined;
  const arn = text(input, 'CertificateArn');
  const had = tagKeys('resource', await facts.certificateTags(arn));
  return [need(`acm:${operation}`, arn, { ...keys, ...had })];
}

const ofZone: ReadonlySet<string> = new Set([
  ...['DeleteHostedZone', 'GetHostedZone', 'UpdateHostedZoneComment'],
  ...['ChangeResourceRecordSets', 'ListResourceRecordSets', 'ChangeTagsForResource', 'ListTagsForResource'],
]);

function zoneNeeds({ operation, input }: Call) {
  const action = `route53:${operation}`;
  if (operation === 'CreateHostedZone') return [need(action, '*')];
  if (operation === 'GetChange') return [need(action, `arn:aws:route53:::change/${text(input, 'change')}`)];
  if (!ofZone.has(operation)) return undefined;
  return [need(action, `arn:aws:route53:::hostedzone/${text(input, 'id')}`, recordKeys(input))];
}

function recordKeys(input: Call['input']): Readonly<Record<string, readonly string[]>> {
  const types = [...text(input, 'body').matchAll(/<Type>(\w+)<\/Type>/g)].map(([, type = '']) => type);
  return types.length === 0 ? {} : { 'route53:changeresourcerecordsetsrecordtypes': types };
}
