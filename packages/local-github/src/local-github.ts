/**
 * The local GitHub: repositories with variables, environments and workflows that functions perform, an organization,
 * comments and OIDC tokens, on loopback. Everything that GitHub itself would decide, it decides by GitHub's rules; it
 * is not GitHub.
 */
import { realClock } from '@slipway/local-aws/clock';
import { openTurnstile } from '@slipway/local-aws/turnstile';
import { replyOfApi, type Call } from './api.ts';
import type { Fault } from './faults.ts';
import { startHttpServer, type Arrived, type Reply } from './http-server.ts';
import { environmentOf, tokenReply, type JobPlace } from './job.ts';
import type { LocalGithubOptions } from './options.ts';
import type { LocalRepository } from './repositories/repository.ts';
import { openSite, tokens } from './site.ts';
import type { OrganizationVariable } from './variables/organization.ts';
import type { VariableStore } from './variables/store.ts';
import { runPage } from './workflows/runs/run-page.ts';

export type { LocalGithubOptions };

/** With what is in the job's own repository. */
export interface LocalGithub extends Pick<
  LocalRepository,
  | 'runs'
  | 'deployments'
  | 'variables'
  | 'environments'
  | 'comments'
  | 'start'
  | 'id'
  | 'name'
  | 'defaultBranch'
> {
  /** Base of the API, without a trailing slash. */
  readonly url: string;
  /** What a job in this repository has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tokens: {
    /** As `github.token`: may start workflows and comment, may never touch variables. */
    readonly job: string;
    /** Fine-grained, with the permission Variables: write of every repository. */
    readonly variables: string;
    /** Fine-grained, with every permission in every repository and the organization. */
    readonly everything: string;
  };
  /** @throws Error for one that is not there */
  repository(name: string): LocalRepository;
  /** Of the organization, by upper-case name; empty without one. */
  readonly organizationVariables: VariableStore<OrganizationVariable>;
  /** In the order of their arrival. */
  readonly calls: readonly Call[];
  /** Push to it to make calls fail. */
  readonly faults: Fault[];
  /** Ends the server, and with it the time of its own clock: a run that sleeps then sleeps for ever. */
  close(): Promise<void>;
}

export async function startLocalGithub(options: LocalGithubOptions): Promise<LocalGithub> {
  const clock = options.clock ?? realClock();
  let url = '';
  const { site, repositories, own, organizationVariables } = openSite(options, clock, () => url);
  const job = (): JobPlace => ({
    ...{ repository: own, environment: options.environment, url },
    serverUrl: options.serverUrl ?? url,
  });
  const server = await startHttpServer({
    port: options.port ?? 0,
    clock,
    turnstile: options.turnstile ?? openTurnstile,
    reply: (arrived) =>
      tokenReply(job(), arrived, clock) ?? pageReply(repositories, arrived) ?? replyOfApi(site, arrived),
  });
  url = server.url;
  const { id, name, defaultBranch, runs, deployments, variables, environments, comments } = own;
  return {
    ...{ id, name, defaultBranch, start: (event) => own.start(event) },
    ...{ url, tokens, runs, deployments, variables, environments, comments, organizationVariables },
    environment: environmentOf(job()),
    repository: (name) => repositoryNamed(repositories, name),
    ...{ calls: site.calls, faults: site.faults },
    close: async () => {
      await server.close();
      if (options.clock === undefined) clock.close();
    },
  };
}

/** The pages of runs, which reports and summaries link to; anybody may read them. */
function pageReply(repositories: readonly LocalRepository[], { url }: Arrived): Reply | undefined {
  for (const { name, runs } of repositories) {
    const text = runPage(name, runs, url.pathname);
    if (text === undefined) continue;
    return { sent: { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, text } };
  }
  return undefined;
}

function repositoryNamed(repositories: readonly LocalRepository[], name: string): LocalRepository {
  const found = repositories.find((each) => each.name === name);
  if (found === undefined) throw new Error(`The local GitHub has no repository ${name}.`);
  return found;
}
