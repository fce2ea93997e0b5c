/** What `docker buildx inspect` prints, of real builders. */

export const remote = `Name:          ci
Driver:        remote
Last Activity: 2026-11-22 07:32:03 +0000 UTC

Nodes:
Name:             ci0
Endpoint:         tcp://127.0.0.1:5078
Status:           running
BuildKit version: v0.26.2
Platforms:        linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/386
Labels:
 org.mobyproject.buildkit.worker.executor:         oci
 org.mobyproject.buildkit.worker.snapshotter:      overlayfs
GC Policy rule#0:
 All:            false
 Keep Duration:  48h0m0s
`;

export const dockerTwenty = `Name:   default
Driver: docker

Nodes:
Name:             default
Endpoint:         default
Status:           running
BuildKit version: v0.8+unknown
Platforms:        linux/amd64, linux/386
`;

export const withContainerd = `${dockerTwenty}Labels:
 org.mobyproject.buildkit.worker.snapshotter: overlayfs
`;

export const asleep = `Name:          sleeper
Driver:        docker-container
Last Activity: 2026-11-22 08:09:00 +0000 UTC

Nodes:
Name:                  sleeper0
Endpoint:              unix:///var/run/docker.sock
Status:                inactive
BuildKit daemon flags: --allow-insecure-entitlement=network.host
Platforms:             linux/amd64*, linux/arm64*
`;

export const daemonDown = `Name:          default
Driver:        
Last Activity: 2026-11-22 07:46:44 +0000 UTC
Error:         Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?

Nodes:
`;

export const oneNodeDown = `Name:   farm
Driver: docker-container

Nodes:
Name:     farm0
Endpoint: ssh://one
Error:    error during connect: command [ssh one] has exited with exit status 255

Name:      farm1
Endpoint:  ssh://two
Status:    running
Buildkit:  v0.11.6
Platforms: linux/arm64, linux/arm (+2)
`;
