output "arn" {
  description = "ARN of the web ACL."
  value       = aws_wafv2_web_acl.this.arn
}

output "log_group_name" {
  description = "Name of the log group of what rules refused or counted; null where logging is off."
  value       = one(aws_cloudwatch_log_group.this[*].name)
}
