# What the other files share: where we are, as the ARN of the cluster tells, and what Fargate and ECS know.

locals {
  # Read and not asked for, so that a plan needs no look-up: arn:partition:ecs:region:account:cluster/name.
  partition = split(":", var.cluster_arn)[1]
  region    = split(":", var.cluster_arn)[3]
  account   = split(":", var.cluster_arn)[4]

  template_family = "${var.name}-template"

  # A listener's ARN holds the balancer's: …:listener/app/name/id/listener.
  balancer_suffix = var.load_balancer == null ? null : join("/", slice(split("/", var.load_balancer.listener_arn), 1, 4))
  traffic_port    = var.load_balancer == null ? null : coalesce(var.load_balancer.port, var.container.port)
  ports           = concat(var.container.port[*], var.container.more_ports)

  # ECS takes a base for one provider only, and a provider that would never be chosen for none.
  strategy = { for provider, share in {
    FARGATE      = { base = var.capacity.on_demand_base, weight = var.capacity.on_demand_weight }
    FARGATE_SPOT = { base = 0, weight = var.capacity.spot_weight }
  } : provider => share if share.base + share.weight > 0 }

  # MiB by CPU units: "Task size" among the task definition parameters of the ECS developer guide.
  fargate_memory = {
    "256"   = [512, 1024, 2048]
    "512"   = range(1024, 4096 + 1, 1024)
    "1024"  = range(2048, 8192 + 1, 1024)
    "2048"  = range(4096, 16384 + 1, 1024)
    "4096"  = range(8192, 30720 + 1, 1024)
    "8192"  = range(16384, 61440 + 1, 4096)
    "16384" = range(32768, 122880 + 1, 8192)
    "32768" = [61440, 122880, 249856]
  }

  secret_pattern = "^arn:aws[a-z-]*:(ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9_./-]+|secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+(:[^:]*:[^:]*:[^:]*)?)$"
}
