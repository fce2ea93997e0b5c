/** One file for each rule, with exactly the mistake that it is named for: what is told of it, and where. */
import { describe, expect, test } from '@jest/globals';
import { isList, isObject, type Json } from '@slipway/documents/value';
import { schemaRules } from '../../src/checking/against-schema.ts';
import { check } from '../../src/checking/check.ts';
import { rules } from '../../src/checking/rules.ts';
import { problemOf, type Problem } from '../../src/checking/words.ts';
import { parseTemplate } from '../../src/reading/read.ts';
import { mistakenDocuments, ruleOf, unwiseDocuments, type DocumentFile } from '../documents/documents.ts';
import { known } from '../documents/known.ts';

/** File → line, column and sentence. */
type Table = Readonly<Record<string, string>>;

const mistakes: Table = {
  'autoprovision-in-task-scope.json':
    '36:9 `dockerVolumeConfiguration.autoprovision` in volume `media`, line 36: it is for `scope` `shared` only: a volume of a task is made with the task.',
  'completion-of-essential.json':
    '38:11 `dependsOn[0].condition` in container `web`, line 38: that container is essential, so the task ends with it; mark it `essential: false`.',
  'container-cpu-above-task.json':
    '5:3 `cpu`, line 5: the containers ask for 576 CPU units, which is more than the task has.',
  'container-memory-above-task.2.json':
    '6:3 `memory`, line 6: the containers reserve 1280 MiB, which is more than the task has.',
  'container-memory-above-task.json':
    "35:7 `memory` in container `web`, line 35: it is more than the task's 1024 MiB.",
  'container-name-spelling.json':
    '11:7 `name` in container `web app`, line 11: it may have up to 255 letters, numbers, hyphens and underscores, and nothing else.',
  'container-without-memory.json':
    '8:5 `memory` in container `worker`, line 8: it or `memoryReservation` must be there, because the task has no `memory`.',
  'dependency-cycle.json':
    '37:11 `dependsOn[0].containerName` in container `web`, line 37: the containers `web`, `proxy` and `cache` wait for each other in a ring.',
  'duplicate-container-name.json':
    '51:7 `name` in container `metrics`, line 51: another container has this name already.',
  'duplicate-host-port.json':
    '53:11 `portMappings[0].hostPort` in container `admin`, line 53: another mapping has this port of the host already.',
  'duplicate-mount-path.json':
    '42:11 `mountPoints[1].containerPath` in container `web`, line 42: another volume is mounted there already.',
  'duplicate-port-name.json':
    '21:11 `portMappings.web.name` in container `web`, line 21: another mapping has this name already.',
  'duplicate-secret-name.json':
    '41:11 `secrets.API_KEY.name` in container `web`, line 41: another secret of this container has this name already.',
  'duplicate-tag.json': '47:7 `tags[2].key`, line 47: another tag has this key already.',
  'duplicate-volume-name.json':
    '55:7 `name` in volume `cache`, line 55: another volume has this name already.',
  'efs-without-transit-encryption.2.json':
    '48:9 `efsVolumeConfiguration.transitEncryption` in volume `media`, line 48: it must be `ENABLED` together with `transitEncryptionPort`.',
  'efs-without-transit-encryption.json':
    '46:7 `efsVolumeConfiguration.transitEncryption` in volume `media`, line 46: it must be `ENABLED` together with `iam`.',
  'empty-environment-name.json':
    '41:11 `environment[1].name` in container `web`, line 41: an environment variable needs a name.',
  'environment-and-secret.json':
    '41:11 `environment.SESSION_KEY.name` in container `web`, line 41: the container has a secret of this name; take one of them out: `unset: containerDefinitions.web.environment.SESSION_KEY`.',
  'environment-file-location.2.json':
    '38:11 `environmentFiles[0].value` in container `web`, line 38: it must be the ARN of an object in S3 that ends in `.env`: `arn:aws:s3:::bucket/web.env`.',
  'environment-file-location.json':
    '38:11 `environmentFiles[0].value` in container `web`, line 38: it must be the ARN of an object in S3 that ends in `.env`: `arn:aws:s3:::bucket/web.env`.',
  'ephemeral-storage-size.json':
    '38:5 `ephemeralStorage.sizeInGiB`, line 38: it may be 21 to 200; without `ephemeralStorage` a task on Fargate has 20 GiB.',
  'execution-role-for-environment-files.json':
    '1:1 `executionRoleArn`, line 1: the task needs it to read its environment files.',
  'execution-role-missing.2.json': '1:1 `executionRoleArn`, line 1: the task needs it to read its secrets.',
  'execution-role-missing.3.json':
    '1:1 `executionRoleArn`, line 1: the task needs it to log in to a private registry.',
  'execution-role-missing.json':
    '1:1 `executionRoleArn`, line 1: the task needs it to pull images from ECR and to write its logs.',
  'family-spelling.json':
    '2:3 `family`, line 2: it may have up to 255 letters, numbers, hyphens and underscores, and nothing else.',
  'fargate-capability.json':
    '37:33 `linuxParameters.capabilities.add[1]` in container `web`, line 37: Fargate adds only `SYS_PTRACE`.',
  'fargate-cpu.2.json':
    '5:3 `cpu`, line 5: Fargate has 1024, 2048 and 4096 CPU units for Windows, and not 512.',
  'fargate-cpu.json':
    '5:3 `cpu`, line 5: Fargate has 256, 512, 1024, 2048, 4096, 8192, 16384 and 32768 CPU units, and not 768.',
  'fargate-devices.json':
    '36:9 `linuxParameters.devices` in container `web`, line 36: Fargate has no devices of a host to give.',
  'fargate-docker-volume.json':
    '46:7 `dockerVolumeConfiguration` in volume `files`, line 46: Fargate has no volumes of Docker; take EFS, or nothing for one that ends with the task.',
  'fargate-firelens-from-s3.json':
    '52:11 `firelensConfiguration.options.config-file-type` in container `log-router`, line 52: Fargate has only `file`: put the configuration into the image.',
  'fargate-gpu.2.json':
    '36:9 `resourceRequirements[0]` in container `web`, line 36: Fargate has no Neuron devices.',
  'fargate-gpu.json': '36:9 `resourceRequirements[0]` in container `web`, line 36: Fargate has no GPUs.',
  'fargate-host-volume.json':
    '47:9 `host.sourcePath` in volume `files`, line 47: Fargate has no host with folders; without it the volume lasts as long as the task.',
  'fargate-ipc-mode.json': '37:3 `ipcMode`, line 37: Fargate can not set it.',
  'fargate-log-driver.json':
    '28:9 `logConfiguration.logDriver` in container `web`, line 28: Fargate has `awslogs`, `splunk` and `awsfirelens`, and not `json-file`.',
  'fargate-memory.2.json':
    '6:3 `memory`, line 6: with `cpu` 32768 Fargate has 61440, 122880 or 249856 MiB, and not 131072.',
  'fargate-memory.json':
    '6:3 `memory`, line 6: with `cpu` 512 Fargate has 1024 to 4096 in steps of 1024 MiB, and not 512.',
  'fargate-network-mode.2.json': '1:1 `networkMode`, line 1: a task for Fargate needs `awsvpc`.',
  'fargate-network-mode.json': '4:3 `networkMode`, line 4: a task for Fargate needs `awsvpc`.',
  'fargate-pid-mode.json': '37:3 `pidMode`, line 37: Fargate has only `task`.',
  'fargate-placement-constraints.json':
    '37:3 `placementConstraints`, line 37: Fargate has no instances to choose from.',
  'fargate-privileged.json':
    '35:7 `privileged` in container `web`, line 35: Fargate gives no container the rights of a host.',
  'fargate-security-options.json':
    '35:7 `dockerSecurityOptions` in container `web`, line 35: Fargate does not have them.',
  'fargate-shared-memory.json':
    '36:9 `linuxParameters.sharedMemorySize` in container `web`, line 36: Fargate can not set it; `tmpfs` gives memory as files.',
  'fargate-swap.2.json': '37:9 `linuxParameters.maxSwap` in container `web`, line 37: Fargate does not swap.',
  'fargate-swap.json': '36:9 `linuxParameters.maxSwap` in container `web`, line 36: Fargate does not swap.',
  'fargate-timeout-range.json':
    '35:7 `stopTimeout` in container `web`, line 35: on Fargate it may be 2 to 120 seconds.',
  'fargate-without-cpu.json': '1:1 `cpu`, line 1: a task for Fargate needs it, such as `"256"`.',
  'fargate-without-memory.json':
    '1:1 `memory`, line 1: a task for Fargate needs it, with this `cpu` 1024 to 4096 in steps of 1024.',
  'health-check-range.2.json':
    '24:9 `healthCheck.timeout` in container `web`, line 24: it may be 2 to 60 seconds.',
  'health-check-range.3.json': '25:9 `healthCheck.retries` in container `web`, line 25: it may be 1 to 10.',
  'health-check-range.4.json':
    '26:9 `healthCheck.startPeriod` in container `web`, line 26: it may be 0 to 300 seconds.',
  'health-check-range.json':
    '23:9 `healthCheck.interval` in container `web`, line 23: it may be 5 to 300 seconds.',
  'healthy-without-health-check.json':
    '38:11 `dependsOn[0].condition` in container `web`, line 38: that container has no `healthCheck`, so nothing tells when it is healthy.',
  'host-port-differs.2.json':
    '26:11 `portMappings[0].hostPort` in container `worker`, line 26: in network mode `host` it is the same as `containerPort` 8080, or left out.',
  'host-port-differs.json':
    '18:11 `portMappings[0].hostPort` in container `web`, line 18: in network mode `awsvpc` it is the same as `containerPort` 8080, or left out.',
  'image-characters.2.json':
    '12:7 `image` in container `web`, line 12: it is empty; name an image such as `registry/web@sha256:…`.',
  'image-characters.3.json':
    '12:7 `image` in container `web`, line 12: it may have up to 255 letters, numbers and `- _ : . / @ #`, and no space or `$`.',
  'image-characters.json':
    '12:7 `image` in container `web`, line 12: it may have up to 255 letters, numbers and `- _ : . / @ #`, and no space or `$`.',
  'image-not-for-platform.2.json':
    '12:7 `image` in container `web`, line 12: the task runs on `windows/amd64`, and the image is there for `linux/arm64` only.',
  'image-not-for-platform.json':
    '12:7 `image` in container `web`, line 12: the task runs on `linux/amd64`, and the image is there for `linux/arm64` only.',
  'image-reference.2.json':
    '12:7 `image` in container `web`, line 12: the name of a repository has no upper case.',
  'image-reference.3.json': '12:7 `image` in container `web`, line 12: there is no tag behind its colon.',
  'image-reference.json':
    '12:7 `image` in container `web`, line 12: its digest must be `sha256:` and 64 digits of 0–9 and a–f.',
  'least-memory.json':
    '37:7 `memory` in container `agent`, line 37: Docker gives no container less than 6 MiB.',
  'links-outside-bridge.json':
    '35:7 `links` in container `web`, line 35: only network mode `bridge` has links; the containers of a task reach each other at `localhost`.',
  'log-buffer-size.json':
    '34:11 `logConfiguration.options.max-buffer-size` in container `web`, line 34: it must be a size such as `10m`.',
  'log-mode.json':
    '33:11 `logConfiguration.options.mode` in container `web`, line 33: it must be `blocking` or `non-blocking`.',
  'log-option-missing.2.json':
    '29:9 `logConfiguration.options` in container `web`, line 29: `splunk` needs `splunk-token`.',
  'log-option-missing.3.json':
    '29:9 `logConfiguration.options` in container `web`, line 29: `awslogs` needs `awslogs-group` and `awslogs-region`.',
  'log-option-missing.json':
    '29:9 `logConfiguration.options` in container `web`, line 29: `awslogs` needs `awslogs-region`.',
  'log-router-configuration.json':
    '41:11 `firelensConfiguration.options.config-file-value` in container `log-router`, line 41: it must be the ARN of an object in S3: `arn:aws:s3:::bucket/fluent.conf`.',
  'memory-below-reservation.json':
    '12:7 `memory` in container `worker`, line 12: it must not be less than the `memoryReservation` of 1024.',
  'missing-member.2.json': '36:9 `secrets.DATABASE_URL` in container `web`, line 36: it needs `valueFrom`.',
  'missing-member.json': '10:5 container `web`, line 10: it needs `image`.',
  'mount-path-not-absolute.json':
    '38:11 `mountPoints[0].containerPath` in container `web`, line 38: it must be absolute, such as `/data`.',
  'no-essential-container.json':
    '13:7 `essential` in container `worker`, line 13: at least one container must be essential, or nothing tells when the task has failed.',
  'no-log-router.json':
    '28:9 `logConfiguration.logDriver` in container `web`, line 28: `awsfirelens` needs a container with `firelensConfiguration`, which routes the logs.',
  'not-in-awsvpc.2.json':
    '35:7 `dnsServers` in container `web`, line 35: network mode `awsvpc` does not have it: the VPC of the task decides.',
  'not-in-awsvpc.3.json':
    '35:7 `extraHosts` in container `web`, line 35: network mode `awsvpc` does not have it: the VPC of the task decides.',
  'not-in-awsvpc.4.json':
    '23:7 `disableNetworking` in container `worker`, line 23: network mode `awsvpc` does not have it: the VPC of the task decides.',
  'not-in-awsvpc.json':
    '35:7 `hostname` in container `web`, line 35: network mode `awsvpc` does not have it: the VPC of the task decides.',
  'nothing-to-run.2.json': '36:5 container 2, line 36: it needs a `name`.',
  'nothing-to-run.json':
    '1:1 the task definition, line 1: it needs `containerDefinitions`, a list of at least one container.',
  'only-on-linux.2.json':
    '31:7 `readonlyRootFilesystem` in container `web`, line 31: Windows does not have it.',
  'only-on-linux.3.json': '31:7 `linuxParameters` in container `web`, line 31: Windows does not have it.',
  'only-on-linux.json': '31:7 `user` in container `web`, line 31: Windows does not have it.',
  'placement-without-expression.json':
    '26:5 `placementConstraints[0].expression`, line 26: `memberOf` needs it, such as `attribute:ecs.instance-type =~ m7g.*`.',
  'port-and-range.json':
    '21:11 `portMappings[1].containerPortRange` in container `web`, line 21: a mapping has a port or a range of ports, and not both.',
  'port-missing.json':
    '24:9 `portMappings[0].containerPort` in container `worker`, line 24: a mapping needs it, or `containerPortRange`.',
  'port-name-spelling.json':
    '17:11 `portMappings.Web.name` in container `web`, line 17: it may have up to 64 lower-case letters, numbers, hyphens and underscores, and begins with no hyphen.',
  'port-out-of-range.2.json':
    '26:11 `portMappings[0].hostPort` in container `worker`, line 26: a port is a number from 1 to 65535.',
  'port-out-of-range.json':
    '17:11 `portMappings[0].containerPort` in container `web`, line 17: a port is a number from 1 to 65535.',
  'port-range-network-mode.json':
    '25:11 `portMappings[0].containerPortRange` in container `worker`, line 25: only the network modes `bridge` and `awsvpc` have ranges of ports.',
  'port-range-overlap.2.json':
    '20:11 `portMappings[1].containerPort` in container `web`, line 20: a mapping before it has some of these ports already.',
  'port-range-overlap.json':
    '20:11 `portMappings[1].containerPortRange` in container `web`, line 20: a mapping before it has some of these ports already.',
  'port-range-spelling.2.json':
    '17:11 `portMappings[0].containerPortRange` in container `web`, line 17: it must be two ports from 1 to 65535, the lower one first, such as `8000-8010`.',
  'port-range-spelling.json':
    '17:11 `portMappings[0].containerPortRange` in container `web`, line 17: it must be two ports from 1 to 65535, the lower one first, such as `8000-8010`.',
  'ports-without-network.json':
    '23:7 `portMappings` in container `worker`, line 23: network mode `none` has no ports.',
  'proxy-outside-awsvpc.json': '40:3 `proxyConfiguration`, line 40: only network mode `awsvpc` has a proxy.',
  'proxy-property-missing.json':
    '54:5 `proxyConfiguration.properties`, line 54: the proxy needs `AppPorts` and `IgnoredUID`.',
  'reserved-tag.json': '39:7 `tags[0].key`, line 39: only AWS itself may begin it with `aws:`.',
  'resource-value.2.json':
    '26:11 `resourceRequirements[0].value` in container `worker`, line 26: it must be `ALL`.',
  'resource-value.3.json':
    '26:11 `resourceRequirements[0].value` in container `worker`, line 26: a GPU needs it or a `sharingStrategy`, and not both.',
  'resource-value.json':
    '26:11 `resourceRequirements[0].value` in container `worker`, line 26: it must be a number of GPUs such as `"1"`, or `ALL`.',
  'restart-period-range.json':
    '37:9 `restartPolicy.restartAttemptPeriod` in container `web`, line 37: it may be 60 to 1800 seconds.',
  'role-spelling.2.json':
    '7:3 `executionRoleArn`, line 7: it must be the ARN of a role: `arn:aws:iam::111122223333:role/name`.',
  'role-spelling.json':
    '8:3 `taskRoleArn`, line 8: it must be the ARN of a role: `arn:aws:iam::111122223333:role/name`.',
  'root-directory-with-access-point.2.json':
    '48:9 `s3filesVolumeConfiguration.rootDirectory` in volume `media`, line 48: the access point decides the folder: leave it out, or write `/`.',
  'root-directory-with-access-point.json':
    '48:9 `efsVolumeConfiguration.rootDirectory` in volume `media`, line 48: the access point decides the folder: leave it out, or write `/`.',
  'secret-location.2.json':
    '35:13 `logConfiguration.secretOptions.splunk-token.valueFrom` in container `web`, line 35: it must be the ARN of a secret or a parameter, or the name of a parameter of the same region.',
  'secret-location.json':
    '38:11 `secrets.API_KEY.valueFrom` in container `web`, line 38: it must be the ARN of a secret or a parameter, or the name of a parameter of the same region.',
  'self-dependency.json':
    '37:11 `dependsOn[0].containerName` in container `web`, line 37: a container can not wait for itself.',
  'several-volumes-at-launch.json':
    '54:7 `configuredAtLaunch` in volume `index`, line 54: a task has only one volume of this kind.',
  'soft-limit-above-hard.json':
    '26:11 `ulimits.nofile.softLimit` in container `worker`, line 26: it must not be above the `hardLimit` of 1024.',
  'stream-prefix-missing.json':
    '29:9 `logConfiguration.options.awslogs-stream-prefix` in container `web`, line 29: Fargate needs it to name the streams of a task.',
  'swap-range.2.json':
    '24:9 `linuxParameters.maxSwap` in container `worker`, line 24: it may be 0 MiB or more.',
  'swap-range.json': '25:9 `linuxParameters.swappiness` in container `worker`, line 25: it may be 0 to 100.',
  'tag-length.2.json': '40:7 `tags[0].value`, line 40: it may have up to 256 characters.',
  'tag-length.json': '39:7 `tags[0].key`, line 39: it may have 1 to 128 characters.',
  'task-cpu.2.json':
    '5:3 `cpu`, line 5: it must be CPU units, 128 to 196608, such as `"256"`, or vCPUs such as `"0.25 vCPU"`.',
  'task-cpu.json':
    '25:3 `cpu`, line 25: it must be CPU units, 128 to 196608, such as `"256"`, or vCPUs such as `"0.25 vCPU"`.',
  'task-member-only-on-linux.json': '37:3 `pidMode`, line 37: Windows does not have it.',
  'task-memory.json': '6:3 `memory`, line 6: it must be MiB such as `"512"`, or GB such as `"0.5 GB"`.',
  'task-role-missing.2.json': '1:1 `taskRoleArn`, line 1: the task needs it to mount a volume on S3 Files.',
  'task-role-missing.json':
    '1:1 `taskRoleArn`, line 1: the service has ECS Exec enabled, which needs a task role.',
  'too-large.json':
    '1:1 the task definition, line 1: ECS takes 65536 bytes, and these are 73171; environment files and secrets hold what does not fit.',
  'too-many-containers.json':
    '162:5 container `job-10`, line 162: a task has at most 10 containers, and these are 11.',
  'too-many-environment-files.json':
    '76:9 `environmentFiles[10]` in container `web`, line 76: a container has at most 10, and these are 11.',
  'too-many-ignored-exit-codes.json':
    '39:103 `restartPolicy.ignoredExitCodes[50]` in container `web`, line 39: there may be at most 50, and these are 51.',
  'too-many-placement-constraints.json':
    '66:5 `placementConstraints[10]`, line 66: a task has at most 10, and these are 11.',
  'too-many-tags.json':
    '238:5 `tags[50]`, line 238: a task definition has at most 50 tags, and these are 51.',
  'two-log-routers.json':
    '68:7 `firelensConfiguration` in container `second-router`, line 68: a task has only one log router.',
  'two-multiline-patterns.json':
    '34:11 `logConfiguration.options.awslogs-multiline-pattern` in container `web`, line 34: it can not stand together with `awslogs-datetime-format`.',
  'unknown-accelerator.json':
    '26:11 `resourceRequirements[0].value` in container `worker`, line 26: the task has no accelerator of this name; it has none.',
  'unknown-capability.json':
    '25:20 `linuxParameters.capabilities.drop[0]` in container `worker`, line 25: there is no such capability; did you mean `NET_RAW`?',
  'unknown-dependency.2.json':
    '37:11 `dependsOn[0].containerName` in container `web`, line 37: there is no container of this name; there is no other container.',
  'unknown-dependency.json':
    '37:11 `dependsOn[0].containerName` in container `web`, line 37: there is no container of this name; did you mean `migrations`?',
  'unknown-link.json':
    '23:17 `links[0]` in container `worker`, line 23: there is no container of this name; there is `cache`.',
  'unknown-log-option.json':
    '33:11 `logConfiguration.options.awslogs-create-groups` in container `web`, line 33: ECS has no such option; did you mean `awslogs-create-group`?',
  'unknown-member.2.json':
    '26:9 `healthCheck.intervall` in container `web`, line 26: ECS has no such member; did you mean `interval`?',
  'unknown-member.3.json': '36:3 `networkmode`, line 36: ECS has no such member; did you mean `networkMode`?',
  'unknown-member.json':
    '35:7 `enviroment` in container `web`, line 35: ECS has no such member; did you mean `environment`?',
  'unknown-proxy-container.json':
    '53:5 `proxyConfiguration.containerName`, line 53: there is no container of this name; did you mean `envoy`?',
  'unknown-value.2.json':
    '3:31 `requiresCompatibilities[0]`, line 3: ECS takes `EC2`, `EXTERNAL`, `FARGATE`, `MANAGED_INSTANCES` here, but it is `fargate`; did you mean `FARGATE`?',
  'unknown-value.json':
    '4:3 `networkMode`, line 4: ECS takes `awsvpc`, `bridge`, `host`, `none`, `default` here, but it is `awsvpn`; did you mean `awsvpc`?',
  'unknown-volume.2.json':
    '37:11 `mountPoints[0].sourceVolume` in container `web`, line 37: the task has no volume of this name; it has no volumes.',
  'unknown-volume.json':
    '41:11 `mountPoints[1].sourceVolume` in container `web`, line 41: the task has no volume of this name; did you mean `media`?',
  'unknown-volumes-from.json':
    '57:11 `volumesFrom[0].sourceContainer` in container `backup`, line 57: there is no container of this name; there is `web`.',
  'volume-at-launch-unmounted.json':
    '39:5 volume `media`, line 39: a container must mount a volume that is configured at launch.',
  'volume-name-spelling.json':
    '45:7 `name` in volume `wiki pages`, line 45: it may have up to 255 letters, numbers, hyphens and underscores, and nothing else.',
  'volume-of-two-kinds.json':
    '37:7 `efsVolumeConfiguration` in volume `media`, line 37: a volume has only one of `host` and `efsVolumeConfiguration`.',
  'windows-on-arm.json':
    '35:5 `runtimePlatform.cpuArchitecture`, line 35: Windows is there for `X86_64` only.',
  'wrong-type.2.json': '6:3 `memory`, line 6: it must be text in quotes, but is a number.',
  'wrong-type.json':
    '17:11 `portMappings[0].containerPort` in container `web`, line 17: it must be a whole number without quotes, but is text.',
};

const unwise: Table = {
  'duplicate-environment-name.json':
    '45:11 `environment.LOG_LEVEL.name` in container `web`, line 45: it stands twice, and nobody promises which of them counts.',
  'duplicate-ulimit.json':
    '34:9 `ulimits.nofile` in container `worker`, line 34: it stands twice, and nobody promises which of them counts.',
  'health-check-command.2.json':
    '22:9 `healthCheck.command` in container `web`, line 22: it is never run; a list that begins with `CMD` or `CMD-SHELL` is: `["CMD-SHELL", "curl -f http://localhost/"]`.',
  'health-check-command.json':
    '22:9 `healthCheck.command` in container `web`, line 22: it is never run; a list that begins with `CMD` or `CMD-SHELL` is: `["CMD-SHELL", "curl -f http://localhost/"]`.',
  'image-by-tag.2.json':
    '12:7 `image` in container `web`, line 12: what a tag names can change; a digest (`@sha256:…`) pins it.',
  'image-by-tag.json':
    '12:7 `image` in container `web`, line 12: what a tag names can change; a digest (`@sha256:…`) pins it.',
  'inference-accelerators.json':
    '25:3 `inferenceAccelerators`, line 25: AWS no longer offers Elastic Inference.',
  'no-health-check.json':
    '10:5 `healthCheck` in container `web`, line 10: without it ECS takes the container as healthy as soon as it runs, and only a load balancer can tell otherwise.',
  'no-log-configuration.json':
    '10:5 `logConfiguration` in container `web`, line 10: without it nobody can read what the container wrote before it died.',
  'root-user.2.json':
    '10:5 `user` in container `web`, line 10: without it the image decides, and most images run as root; name a user such as `1000`.',
  'root-user.3.json':
    '14:7 `user` in container `web`, line 14: it runs as root; name another user such as `1000`.',
  'root-user.json':
    '14:7 `user` in container `web`, line 14: it runs as root; name another user such as `1000`.',
  'secret-in-plain-text.2.json':
    '38:11 `environment.DATABASE.value` in container `web`, line 38: it looks like a secret in plain text; put it into Secrets Manager or Parameter Store, and its ARN into `secrets`.',
  'secret-in-plain-text.json':
    '42:11 `environment.DB_PASSWORD.value` in container `web`, line 42: it looks like a secret in plain text; put it into Secrets Manager or Parameter Store, and its ARN into `secrets`.',
  'shell-without-shell.json':
    '15:44 `command[3]` in container `web`, line 15: no shell reads it, so the program gets it as text; write `sh -c "…"` for a shell.',
  'swappiness-without-swap.json':
    '24:9 `linuxParameters.swappiness` in container `worker`, line 24: without `maxSwap` ECS ignores it.',
  'unused-volume.json': '47:5 volume `thumbs`, line 47: no container mounts it.',
};

const everyRule = [...schemaRules, ...rules];
const files = [...mistakenDocuments(), ...unwiseDocuments()];

async function problemsOf({ name, content }: DocumentFile): Promise<readonly Problem[]> {
  const { document, source } = await parseTemplate(content, name);
  return check(document, known).map((finding) => problemOf(finding, document, source));
}

describe.each<[string, readonly DocumentFile[], Table]>([
  ['a mistake', mistakenDocuments(), mistakes],
  ['what is legal and unwise', unwiseDocuments(), unwise],
])('%s is told once, at its place', (_, documents, table) => {
  test.each(documents)('$name', async (file) => {
    const found = await problemsOf(file);
    const told = found.map(
      ({ position, sentence }) => `${String(position?.line)}:${String(position?.column)} ${sentence}`,
    );
    expect([found.map(({ rule }) => rule), told]).toEqual([[ruleOf(file)], [table[file.name]]]);
  });

  test('every line of the table has its file', () => {
    expect(Object.keys(table)).toEqual(documents.map(({ name }) => name));
  });
});

test('no sentence shows the value of a variable, a secret or an option', async () => {
  for (const file of files) {
    const { document } = await parseTemplate(file.content, file.name);
    const shown = (await problemsOf(file)).map(({ sentence }) => sentence).join(' ');
    const kept = [...hiddenIn(document)].filter((value) => value.length > 5 && shown.includes(value));
    expect([file.name, kept]).toEqual([file.name, []]);
  }
});

/** Texts below the members whose content is the team's own. */
function* hiddenIn(part: Json | undefined, isHidden = false): Generator<string> {
  if (typeof part === 'string' && isHidden) yield part;
  if (isList(part)) for (const each of part) yield* hiddenIn(each, isHidden);
  if (!isObject(part)) return;
  for (const [member, each] of Object.entries(part))
    yield* hiddenIn(member === 'name' ? undefined : each, isHidden || free.includes(member));
}

const free = ['environment', 'secrets', 'secretOptions', 'options', 'command', 'driverOpts'];

test('every rule has a file, and every file a rule', () => {
  const named = new Set(files.map(ruleOf));
  expect([...named].sort()).toEqual(everyRule.map(({ name }) => name).sort());
});

test('what is unwise breaks nothing, and every other rule breaks something', () => {
  const breaksNothing = rules.filter(({ breaks }) => breaks === 'nothing').map(({ name }) => name);
  expect([...new Set(unwiseDocuments().map(ruleOf))].sort()).toEqual(breaksNothing.sort());
});

test('no rule has the name of another', () => {
  expect(new Set(everyRule.map(({ name }) => name)).size).toBe(everyRule.length);
});

test('every sentence about a rule begins with a capital letter and ends with a full stop', () => {
  expect(everyRule.map(({ says }) => says).filter((says) => !/^[A-Z`][^|\n]*\.$/.test(says))).toEqual([]);
});
