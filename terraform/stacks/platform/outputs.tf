output "ECS_CLUSTER" {
  description = "The name of the cluster."
  value       = module.cluster.name
}
