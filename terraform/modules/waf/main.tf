# A web ACL in front of a balancer: it lets everything through but what a rule group of AWS knows as bad and who asks
# too often.

locals {
  # Who asks too often is refused first: it is the cheapest rule.
  first_priority = 10
}

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = "What load balancer ${var.name} does not take."
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = var.rate_limit == null ? [] : [var.rate_limit]

    content {
      name     = "rate-limit"
      priority = 0

      action {
        dynamic "block" {
          for_each = var.count_only ? [] : [1]
          content {}
        }

        dynamic "count" {
          for_each = var.count_only ? [1] : []
          content {}
        }
      }

      statement {
        rate_based_statement {
          limit                 = rule.value
          aggregate_key_type    = "IP"
          evaluation_window_sec = 300
        }
      }

      visibility_config {
        metric_name                = "${var.name}-rate-limit"
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = true
      }
    }
  }

  dynamic "rule" {
    for_each = { for index, group in var.managed_rules : index => group }

    content {
      name     = rule.value.name
      priority = local.first_priority + rule.key

      override_action {
        dynamic "none" {
          for_each = var.count_only ? [] : [1]
          content {}
        }

        dynamic "count" {
          for_each = var.count_only ? [1] : []
          content {}
        }
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.value.name

          dynamic "rule_action_override" {
            for_each = rule.value.count

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        metric_name                = "${var.name}-${rule.value.name}"
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    metric_name                = var.name
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
  }

  tags = var.tags
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = var.load_balancer_arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}
