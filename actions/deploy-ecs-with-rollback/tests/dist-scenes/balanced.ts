/** A service behind a load balancer, in the words of a world file. */

export const balanced = `    loadBalancer: { targetGroup: web, containerName: web, containerPort: 80 }
    healthCheckGracePeriod: 30s`;

export const balancer = (deregistrationDelay = '20s'): string => `
loadBalancers:
  - name: front
    port: 0
    testPort: 0
    alternateTargetGroup: web-green
    targetGroup:
      name: web
      port: 80
      deregistrationDelay: ${deregistrationDelay}
      healthCheck: { path: /, interval: 10s, timeout: 5s, healthyThreshold: 2, unhealthyThreshold: 3, matcher: '200' }
`;
