/** What CreateListener and ModifyListener say of HTTPS: a policy and a default certificate, kept and told. */
import { notImplemented, ServiceError } from '../service.ts';
import type { HttpsSettings } from './load-balancer.ts';
import { sslPolicies } from './ssl-policies.ts';

interface AskedListener {
  readonly Protocol?: string;
  readonly SslPolicy?: string;
  readonly Certificates?: readonly AskedCertificate[];
}

export interface AskedCertificate {
  readonly CertificateArn?: string;
}

/** What the API has when nobody names a policy. */
const usualPolicy = 'ELBSecurityPolicy-2016-08';

/**
 * @param before what the listener has already
 * @returns undefined for HTTP
 * @throws ServiceError for other protocols, and for a certificate that is missing or out of place
 */
export function askedHttps(
  input: AskedListener,
  before: HttpsSettings | undefined,
): HttpsSettings | undefined {
  const { Protocol = before === undefined ? 'HTTP' : 'HTTPS', SslPolicy, Certificates = [] } = input;
  if (Protocol === 'HTTP') {
    if (Certificates.length > 0) throw invalid('A certificate cannot be specified for HTTP listeners');
    return undefined;
  }
  if (Protocol !== 'HTTPS') throw notImplemented(`listeners of the protocol ${Protocol}`);
  const [given] = Certificates;
  const certificate = given === undefined ? before?.certificates[0] : certificateArn(given);
  if (certificate === undefined) throw invalid('A certificate must be specified for HTTPS listeners');
  const policy = SslPolicy ?? before?.policy ?? usualPolicy;
  if (!sslPolicies.has(policy)) {
    throw new ServiceError('SSLPolicyNotFoundException', `SSL policy '${policy}' not found`);
  }
  return { policy, certificates: [certificate, ...(before?.certificates.slice(1) ?? [])] };
}

/** Whether there is such a certificate is for ACM to know, which is not here. */
export function certificateArn({ CertificateArn = '' }: AskedCertificate): string {
  if (
    /^arn:aws[a-z-]*:(acm:[a-z0-9-]+:\d{12}:certificate\/|iam::\d{12}:server-certificate\/)./.test(
      CertificateArn,
    )
  )
    return CertificateArn;
  throw invalid(`Certificate ARN '${CertificateArn}' is not valid`);
}

const invalid = (message: string): ServiceError => new ServiceError('ValidationError', message);
