output "arn" {
  description = "ARN of the balancer."
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "End of the balancer's ARN, its name in the metrics of CloudWatch, as in app/web/50dc6c495c0c9188."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "Name that AWS gave to the balancer's addresses."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Id of the Route 53 zone of `dns_name`, which alias records ask for."
  value       = aws_lb.this.zone_id
}

output "listener_arn" {
  description = "ARN of the listener that services add their rules to: that of HTTPS, or of HTTP where `plain_http` is true."
  value       = local.https ? aws_lb_listener.https[0].arn : aws_lb_listener.http.arn
}

output "security_group_id" {
  description = "Id of the balancer's security group, which tasks take requests from."
  value       = aws_security_group.this.id
}

output "url" {
  description = "Where the balancer answers: its domain, or the name that AWS gave it where the module makes no certificate."
  value       = var.certificate != null ? "https://${var.certificate.domain}" : "${local.https ? "https" : "http"}://${aws_lb.this.dns_name}"
}

output "log_bucket" {
  description = "Name of the bucket of the access logs; null where they are off."
  value       = one(aws_s3_bucket.logs[*].bucket)
}
