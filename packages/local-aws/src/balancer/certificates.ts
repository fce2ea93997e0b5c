/** The further certificates of an HTTPS listener, for other names than its default one, and the security policies. */
import { ServiceError, type Operation } from '../service.ts';
import { certificateArn, type AskedCertificate } from './asked-https.ts';
import { listenerNotFound } from './elb-errors.ts';
import type { Estate } from './estate.ts';
import type { HttpsSettings, ListenerRecord } from './load-balancer.ts';
import { policyAnswers } from './ssl-policies.ts';

type Input = Readonly<Record<string, unknown>>;

export const certificateOperations = (estate: Estate): Readonly<Record<string, Operation>> => ({
  AddListenerCertificates: (input) => {
    const { listener, https } = httpsListener(estate, input);
    const added = arnsIn(input);
    listener.https = { ...https, certificates: [...new Set([...https.certificates, ...added])] };
    return { Certificates: added.map((CertificateArn) => ({ CertificateArn, IsDefault: false })) };
  },
  RemoveListenerCertificates: (input) => {
    const { listener, https } = httpsListener(estate, input);
    const [fallback, ...others] = https.certificates;
    const removed = arnsIn(input);
    if (fallback === undefined || removed.includes(fallback)) {
      throw new ServiceError('OperationNotPermittedException', 'The default certificate cannot be removed');
    }
    listener.https = {
      ...https,
      certificates: [fallback, ...others.filter((each) => !removed.includes(each))],
    };
    return {};
  },
  DescribeListenerCertificates: (input) => ({
    Certificates: httpsListener(estate, input).https.certificates.map((CertificateArn, at) => ({
      CertificateArn,
      IsDefault: at === 0,
    })),
  }),
  DescribeSSLPolicies: ({ Names }) => ({ SslPolicies: policyAnswers(Names) }),
});

const arnsIn = ({ Certificates }: Input): string[] =>
  (Certificates as readonly AskedCertificate[]).map(certificateArn);

function httpsListener(
  { balancers }: Estate,
  { ListenerArn }: Input,
): { readonly listener: ListenerRecord; readonly https: HttpsSettings } {
  const listener = balancers.flatMap(({ listeners }) => listeners).find(({ arn }) => arn === ListenerArn);
  if (listener === undefined) throw listenerNotFound();
  if (listener.https !== undefined) return { listener, https: listener.https };
  throw new ServiceError('ValidationError', 'A certificate cannot be specified for HTTP listeners');
}
