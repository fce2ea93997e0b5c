/** What `slipway --help` and `slipway local --help` say. */

export const usage = `slipway: try your Amazon ECS deployment before you push

  slipway local [flags]                 starts a local cloud and a local GitHub, until Ctrl-C
  slipway local [flags] -- act push     and runs the workflows of this repository against them
  slipway --version                     the version
  slipway local --help                  the flags

It is a simulation on this machine: no AWS account, no GitHub, no cost.
The package is not on npm yet: install the tarball that
\`npm pack ./packages/cli --pack-destination ~\` makes in a clone of Slipway.`;

export const usageOfLocal = `slipway local [--world FILE] [--keep] [--port N] [--time real|scaled:N] [-- act …]

  --world FILE     what stands in the cloud at start (YAML). Without it: slipway.world.yaml of this repository,
                   or else a cluster, a service behind a load balancer, a repository and a template
  --keep           stays open after act, so that a second \`slipway local -- act …\` goes on where this one ended
  --port N         of the cloud's endpoint (default: any free one)
  --time scaled:N  the cloud's time runs N times as fast (default real)

What follows \`--\` is the command line of act (https://nektosact.com): \`act push\`, \`act workflow_dispatch -W
.github/workflows/release.yml --input desired-count=2\`, \`act -j release\`. Its flags and the files .vars, .secrets, .env and .input win over what Slipway
sets. A copy of the repository is run, with what is not committed yet; nothing in it is changed. Of your shell jobs have
what programs need on any machine, and no login: \`--env NAME\` gives them more.

-W .github/workflows/FILE runs that file, whatever its filters of branches say. .vars.ENVIRONMENT has variables of one
environment; once there is one such file, only those that have one have the variables of the local cloud.

The exit code is that of act; 1 when a job was not run for its label, or a run that a job started failed; 130 after an
interrupt. What runs otherwise than on GitHub is told at the end.`;
