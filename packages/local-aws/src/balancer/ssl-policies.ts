/** The security policies of HTTPS listeners by name, with the protocols that each lets in; ciphers are not told. */
import { ServiceError } from '../service.ts';

const all = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const versions = { '1-0': 0, '1-1': 1, '1-2': 2, '1-3': 3 } as const;
const from = (oldest: keyof typeof versions): readonly string[] => all.slice(versions[oldest]);
const upTo12 = (oldest: keyof typeof versions): readonly string[] =>
  from(oldest).filter((each) => each !== 'TLSv1.3');

export const sslPolicies: ReadonlyMap<string, readonly string[]> = new Map([
  ['ELBSecurityPolicy-2016-08', upTo12('1-0')],
  ['ELBSecurityPolicy-TLS13-1-2-2021-06', from('1-2')],
  ['ELBSecurityPolicy-TLS13-1-2-Res-2021-06', from('1-2')],
  ['ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06', from('1-2')],
  ['ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06', from('1-2')],
  ['ELBSecurityPolicy-TLS13-1-1-2021-06', from('1-1')],
  ['ELBSecurityPolicy-TLS13-1-0-2021-06', from('1-0')],
  ['ELBSecurityPolicy-TLS13-1-3-2021-06', from('1-3')],
  ['ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04', from('1-2')],
  ['ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04', from('1-2')],
  ['ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04', from('1-3')],
  ['ELBSecurityPolicy-TLS-1-2-2017-01', upTo12('1-2')],
  ['ELBSecurityPolicy-TLS-1-2-Ext-2018-06', upTo12('1-2')],
  ['ELBSecurityPolicy-TLS-1-1-2017-01', upTo12('1-1')],
  ['ELBSecurityPolicy-FS-2018-06', upTo12('1-0')],
  ['ELBSecurityPolicy-FS-1-1-2019-08', upTo12('1-1')],
  ['ELBSecurityPolicy-FS-1-2-2019-08', upTo12('1-2')],
  ['ELBSecurityPolicy-FS-1-2-Res-2019-08', upTo12('1-2')],
  ['ELBSecurityPolicy-FS-1-2-Res-2020-10', upTo12('1-2')],
]);

/** All when none is asked for. @throws ServiceError for a name that is unknown */
export function policyAnswers(asked: unknown): object[] {
  const names = Array.isArray(asked) && asked.length > 0 ? asked.map(String) : [...sslPolicies.keys()];
  return names.map((Name) => {
    const protocols = sslPolicies.get(Name);
    if (protocols === undefined) {
      throw new ServiceError('SSLPolicyNotFoundException', `SSL policy '${Name}' not found`);
    }
    return { Name, SslProtocols: [...protocols], Ciphers: [], SupportedLoadBalancerTypes: ['application'] };
  });
}
