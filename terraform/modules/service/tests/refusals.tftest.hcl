# What is refused at plan. A run has one wrong value for each of many variables, as a run takes most of a second; every
# variable that is named below must refuse its own.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name           = "web"
  environment    = "production"
  cluster_name   = "harbour"
  cluster_arn    = "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"
  vpc_id         = "vpc-0123456789abcdef0"
  subnet_ids     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web"
  load_balancer = {
    listener_arn      = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2"
    security_group_id = "sg-0123456789abcdef0"
    hosts             = ["www.example.com"]
  }
}

run "wrong_values_are_refused_1_of_24" {
  command = plan

  variables {
    # A name that is too long.
    name = "abcdefghijklmnopqrstuvwxy"

    # An environment with a colon.
    environment = "prod:eu"

    # A cluster by ARN where a name belongs.
    cluster_name = "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"
    cluster_arn  = "arn:aws:ecs:eu-west-1:111122223333:cluster/arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"

    # A VPC by name.
    vpc_id = "main"

    # No subnet.
    subnet_ids = []

    # Egress to port 0.
    egress = { https = { port = 0, cidr = "0.0.0.0/0" } }

    # A boundary that is no policy.
    permissions_boundary_arn = "slipway-boundary"

    # A key by alias.
    kms_key_arn = "alias/web"

    # A repository with a tag.
    repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:latest"

    # A repository ARN that is none.
    repository_arn = "team/web"

    # A cpu that Fargate lacks.
    cpu = 300

    # Another processor.
    architecture = "arm64"

    # A disk smaller than the one that is always there.
    ephemeral_storage = 20

    # A stop timeout longer than Fargate waits.
    stop_timeout = 121

    # Days that CloudWatch does not know.
    log_retention_days = 31

    # A container name with a dot.
    container = { name = "web.app", port = 8080 }

    # An environment variable with a space.
    environment_variables = { "LOG LEVEL" = "info" }

    # A key of secrets by alias.
    secrets_kms_key_arns = ["alias/web"]

    # Commands in a read only container.
    execute_command = true

    # A log group by name.
    exec_log_group_arn = "/slipway/harbour/exec"

    # Two statements of one name.
    task_policy_statements = concat([{ sid = "Read", why = "It reads.", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a/*"] }], [{ sid = "Read", why = "It reads.", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a/*"] }])

    # A deregistration delay above an hour.
    deregistration_delay = 3601

    # Half a task as a base.
    capacity = { on_demand_base = 0.5 }

    # Percentages that let no task be replaced.
    deployment_percent            = { minimum_healthy = 100, maximum = 100 }
    availability_zone_rebalancing = false

    # Alarms by ARN.
    alarm_names = ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-5xx"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.cluster_name,
    var.vpc_id,
    var.subnet_ids,
    var.egress,
    var.permissions_boundary_arn,
    var.kms_key_arn,
    var.repository_url,
    var.repository_arn,
    var.cpu,
    var.architecture,
    var.ephemeral_storage,
    var.stop_timeout,
    var.log_retention_days,
    var.container,
    var.environment_variables,
    var.secrets_kms_key_arns,
    var.execute_command,
    var.exec_log_group_arn,
    var.task_policy_statements,
    var.deregistration_delay,
    var.capacity,
    var.deployment_percent,
    var.alarm_names,
  ]
}

run "wrong_values_are_refused_2_of_24" {
  command = plan

  variables {
    # A name with two hyphens together.
    name = "web--api"

    # An environment that ends in a hyphen.
    environment = "prod-"

    # A cluster ARN that is none.
    cluster_arn = "harbour"

    # A subnet by name.
    subnet_ids = ["private-a"]

    # Egress by another protocol.
    egress = { ping = { port = 8, protocol = "icmp", cidr = "0.0.0.0/0" } }

    # A repository with a digest.
    repository_url = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"

    # Memory that Fargate lacks for the cpu.
    cpu    = 256
    memory = 4096

    # A port above 65535.
    container = { name = "web", port = 65536 }

    # A name among variables and secrets.
    environment_variables = { KEY = "a" }
    secrets               = { KEY = "arn:aws:ssm:eu-west-1:111122223333:parameter/key" }

    # A statement without a reason.
    task_policy_statements = [{ sid = "Read", why = " ", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a/*"] }]

    # A weight above 1000.
    capacity = { spot_weight = 1001 }

    # Rebalancing without room for a task.
    deployment_percent = { minimum_healthy = 50, maximum = 100 }
  }

  expect_failures = [
    var.name,
    var.environment,
    var.cluster_arn,
    var.subnet_ids,
    var.egress,
    var.repository_url,
    var.memory,
    var.container,
    var.environment_variables,
    var.task_policy_statements,
    var.capacity,
    var.availability_zone_rebalancing,
  ]
}

run "wrong_values_are_refused_3_of_24" {
  command = plan

  variables {
    # A name that ends in a hyphen.
    name = "web-"

    # A cluster ARN of another cluster.
    cluster_arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/marina"

    # Egress to two places.
    egress = { https = { port = 443, cidr = "0.0.0.0/0", prefix_list_id = "pl-0123456789abcdef0" } }

    # A repository with a scheme.
    repository_url = "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web"

    # Memory between two steps.
    cpu    = 8192
    memory = 18432

    # A second port of 0.
    container = { name = "web", port = 8080, more_ports = [0] }

    # A secret that is no ARN.
    secrets = { KEY = "hunter2" }

    # A statement that allows everything.
    task_policy_statements = [{ sid = "Read", why = "It reads.", actions = ["*"], resources = ["arn:aws:s3:::a/*"] }]

    # No place to run.
    capacity = { on_demand_weight = 0, spot_weight = 0 }
  }

  expect_failures = [
    var.name,
    var.cluster_arn,
    var.egress,
    var.repository_url,
    var.memory,
    var.container,
    var.secrets,
    var.task_policy_statements,
    var.capacity,
  ]
}

run "wrong_values_are_refused_4_of_24" {
  command = plan

  variables {
    # Egress to nowhere.
    egress = { https = { port = 443 } }

    # A port twice.
    container = { name = "web", port = 8080, more_ports = [8080] }

    # A secret of another service.
    secrets = { KEY = "arn:aws:s3:::bucket/key" }

    # A statement that allows a whole service.
    task_policy_statements = [{ sid = "Read", why = "It reads.", actions = ["s3:*"], resources = ["arn:aws:s3:::a/*"] }]
  }

  expect_failures = [
    var.egress,
    var.container,
    var.secrets,
    var.task_policy_statements,
  ]
}

run "wrong_values_are_refused_5_of_24" {
  command = plan

  variables {
    # Egress to a block that is none.
    egress = { https = { port = 443, cidr = "10.0.0.0" } }

    # A check that is never run.
    container = { name = "web", port = 8080, health_check = { command = ["curl", "localhost"] } }

    # A secret with an empty name.
    secrets = { "" = "arn:aws:ssm:eu-west-1:111122223333:parameter/key" }

    # A statement without actions.
    task_policy_statements = [{ sid = "Read", why = "It reads.", actions = [], resources = ["arn:aws:s3:::a/*"] }]
  }

  expect_failures = [
    var.egress,
    var.container,
    var.secrets,
    var.task_policy_statements,
  ]
}

run "wrong_values_are_refused_6_of_24" {
  command = plan

  variables {
    # A check without a command.
    container = { name = "web", port = 8080, health_check = { command = ["CMD"] } }

    # A statement on a bucket by name.
    task_policy_statements = [{ sid = "Read", why = "It reads.", actions = ["s3:GetObject"], resources = ["uploads"] }]
  }

  expect_failures = [
    var.container,
    var.task_policy_statements,
  ]
}

run "wrong_values_are_refused_7_of_24" {
  command = plan

  variables {
    # A check more often than ECS asks.
    container = { name = "web", port = 8080, health_check = { command = ["CMD", "true"], interval = 1 } }
  }

  expect_failures = [
    var.container,
  ]
}

run "wrong_values_are_refused_8_of_24" {
  command = plan

  variables {
    # A sidecar by tag.
    sidecars = { agent = { image = "public.ecr.aws/team/agent:v1" } }

    # A listener that is a balancer.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0" }

    # A health check at a port that the container lacks.
    health_check = { port = 9090 }
  }

  expect_failures = [
    var.sidecars,
    var.load_balancer,
    var.health_check,
  ]
}

run "wrong_values_are_refused_9_of_24" {
  command = plan

  variables {
    # A sidecar with the name of the main container.
    sidecars = { web = { image = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" } }

    # A security group by name.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "balancer" }

    # A health check path without a slash.
    health_check = { path = "healthz" }
  }

  expect_failures = [
    var.sidecars,
    var.load_balancer,
    var.health_check,
  ]
}

run "wrong_values_are_refused_10_of_24" {
  command = plan

  variables {
    # More containers than a task has.
    sidecars = { for index in range(10) : "agent-${index}" => { image = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" } }

    # A priority of 0.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0", priority = 0 }

    # A health check more often than every 5 seconds.
    health_check = { interval = 4, timeout = 2 }
  }

  expect_failures = [
    var.sidecars,
    var.load_balancer,
    var.health_check,
  ]
}

run "wrong_values_are_refused_11_of_24" {
  command = plan

  variables {
    # A secret of a sidecar that is no ARN.
    sidecars = { agent = { image = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", secrets = { KEY = "hunter2" } } }

    # Neither host nor path.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0", paths = [] }

    # A health check that outlasts its interval.
    health_check = { interval = 5, timeout = 5 }
  }

  expect_failures = [
    var.sidecars,
    var.load_balancer,
    var.health_check,
  ]
}

run "wrong_values_are_refused_12_of_24" {
  command = plan

  variables {
    # A name among both of a sidecar.
    sidecars = { agent = { image = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", environment_variables = { KEY = "a" }, secrets = { KEY = "arn:aws:ssm:eu-west-1:111122223333:parameter/key" } } }

    # More hosts and paths than a rule has.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0", hosts = ["a.b", "b.b", "c.b", "d.b", "e.b"] }

    # A health check that believes one answer.
    health_check = { healthy = 1 }
  }

  expect_failures = [
    var.sidecars,
    var.load_balancer,
    var.health_check,
  ]
}

run "wrong_values_are_refused_13_of_24" {
  command = plan

  variables {
    # A user with two colons.
    user = "1:2:3"

    # A writable path that is relative.
    writable_paths = { tmp = 64 }

    # A host with a scheme.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0", hosts = ["https://www.example.com"] }

    # A health check that takes 500 for well.
    health_check = { matcher = "200-599" }
  }

  expect_failures = [
    var.user,
    var.writable_paths,
    var.load_balancer,
    var.health_check,
  ]
}

run "wrong_values_are_refused_14_of_24" {
  command = plan

  variables {
    # Root by name.
    user = "root"

    # A writable path without size.
    writable_paths = { "/tmp" = 0 }

    # A path without a slash.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0", paths = ["api/*"] }

    # A negative grace period.
    health_check = { grace_period = -1 }
  }

  expect_failures = [
    var.user,
    var.writable_paths,
    var.load_balancer,
    var.health_check,
  ]
}

run "wrong_values_are_refused_15_of_24" {
  command = plan

  variables {
    # Root by number with a group.
    user = "0:1000"

    # Writable paths that fill the memory.
    writable_paths = { "/tmp" = 512 }

    # A path with a query.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0", paths = ["/api?x=1"] }
  }

  expect_failures = [
    var.user,
    var.writable_paths,
    var.load_balancer,
  ]
}

run "wrong_values_are_refused_16_of_24" {
  command = plan

  variables {
    # Root in a sidecar.
    sidecars = { agent = { image = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", user = "0" } }

    # A balancer at a port that the container lacks.
    load_balancer = { listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2", security_group_id = "sg-0123456789abcdef0", port = 9090 }
  }

  expect_failures = [
    var.user,
    var.load_balancer,
  ]
}

run "wrong_values_are_refused_17_of_24" {
  command = plan

  variables {
    # A balancer before a container without port.
    container = { name = "worker" }
  }

  expect_failures = [
    var.load_balancer,
  ]
}

run "wrong_values_are_refused_18_of_24" {
  command = plan

  variables {
    # A count of 0 at least.
    scaling = { min = 0, max = 2, cpu = 50 }
  }

  expect_failures = [
    var.scaling,
  ]
}

run "wrong_values_are_refused_19_of_24" {
  command = plan

  variables {
    # Less at most than at least.
    scaling = { min = 3, max = 2, cpu = 50 }
  }

  expect_failures = [
    var.scaling,
  ]
}

run "wrong_values_are_refused_20_of_24" {
  command = plan

  variables {
    # Scaling without a target.
    scaling = { min = 1, max = 2 }
  }

  expect_failures = [
    var.scaling,
  ]
}

run "wrong_values_are_refused_21_of_24" {
  command = plan

  variables {
    # A target above 100 percent.
    scaling = { min = 1, max = 2, memory = 101 }
  }

  expect_failures = [
    var.scaling,
  ]
}

run "wrong_values_are_refused_22_of_24" {
  command = plan

  variables {
    # A target of no requests.
    scaling = { min = 1, max = 2, requests = 0 }
  }

  expect_failures = [
    var.scaling,
  ]
}

run "wrong_values_are_refused_23_of_24" {
  command = plan

  variables {
    # A target of requests without a balancer.
    scaling       = { min = 1, max = 2, requests = 100 }
    load_balancer = null
  }

  expect_failures = [
    var.scaling,
  ]
}

run "wrong_values_are_refused_24_of_24" {
  command = plan

  variables {
    # A negative cooldown.
    scaling = { min = 1, max = 2, cpu = 50, scale_in_cooldown = -1 }
  }

  expect_failures = [
    var.scaling,
  ]
}
