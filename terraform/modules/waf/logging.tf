# The record of what rules refused or counted. Requests that were let through are the balancer's access logs' business,
# and what a visitor is known by is not written down.

resource "aws_cloudwatch_log_group" "this" {
  count = var.logging.enabled ? 1 : 0

  name              = "aws-waf-logs-${var.name}" # WAF writes to no group whose name starts otherwise
  retention_in_days = var.logging.retention_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  count = var.logging.enabled ? 1 : 0

  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.this[0].arn]

  dynamic "redacted_fields" {
    for_each = ["authorization", "cookie"]

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }

  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      dynamic "condition" {
        for_each = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"]

        content {
          action_condition {
            action = condition.value
          }
        }
      }
    }
  }
}
