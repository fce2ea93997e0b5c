# What the module makes when it is told a balancer, and nothing else.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name              = "shop"
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188"
}

run "the_balancer_is_behind_a_web_acl_that_lets_through_what_no_rule_refuses" {
  command = plan

  assert {
    condition     = aws_wafv2_web_acl.this.name == "shop" && aws_wafv2_web_acl.this.scope == "REGIONAL"
    error_message = "The web ACL must be one for balancers."
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this.default_action[0].allow) == 1 && length(aws_wafv2_web_acl.this.default_action[0].block) == 0
    error_message = "What no rule refuses must be let through."
  }

  assert {
    condition     = aws_wafv2_web_acl_association.this.web_acl_arn == aws_wafv2_web_acl.this.arn && aws_wafv2_web_acl_association.this.resource_arn == var.load_balancer_arn
    error_message = "The balancer must be associated with the web ACL."
  }

  assert {
    condition     = output.arn == aws_wafv2_web_acl.this.arn
    error_message = "The ARN must come out."
  }
}

# A plan of a web ACL takes seconds, so what is said of the same one stands in one run.
run "who_asks_too_often_is_refused_first_then_what_aws_knows_as_bad_and_all_of_it_can_be_seen" {
  command = plan

  assert {
    condition = { for rule in aws_wafv2_web_acl.this.rule : rule.name => rule.priority } == {
      rate-limit                            = 0
      AWSManagedRulesAmazonIpReputationList = 10
      AWSManagedRulesCommonRuleSet          = 11
      AWSManagedRulesKnownBadInputsRuleSet  = 12
    }
    error_message = "The rules must be those of the default, in order."
  }

  assert {
    condition = alltrue([for rule in aws_wafv2_web_acl.this.rule : alltrue([
      rule.statement[0].rate_based_statement[0].limit == 2000,
      rule.statement[0].rate_based_statement[0].evaluation_window_sec == 300,
      rule.statement[0].rate_based_statement[0].aggregate_key_type == "IP",
    ]) if rule.name == "rate-limit"])
    error_message = "The limit must be 2000 in 300 seconds, by address."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : length(rule.action[0].block) == 1 && length(rule.action[0].count) == 0 if rule.name == "rate-limit"])
    error_message = "The rate limit must refuse."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : length(rule.override_action[0].none) == 1 && length(rule.override_action[0].count) == 0 if rule.name != "rate-limit"])
    error_message = "The rule groups must do as AWS made them."
  }

  assert {
    condition = alltrue([for rule in aws_wafv2_web_acl.this.rule :
      rule.statement[0].managed_rule_group_statement[0].vendor_name == "AWS" && rule.statement[0].managed_rule_group_statement[0].name == rule.name
    && length(rule.statement[0].managed_rule_group_statement[0].rule_action_override) == 0 if rule.name != "rate-limit"])
    error_message = "The rule groups must be AWS's, each whole."
  }

  assert {
    condition = toset([for view in concat(aws_wafv2_web_acl.this.visibility_config, flatten([for rule in aws_wafv2_web_acl.this.rule : rule.visibility_config])) :
      view.metric_name if view.cloudwatch_metrics_enabled && view.sampled_requests_enabled]) == toset([
      "shop", "shop-rate-limit", "shop-AWSManagedRulesAmazonIpReputationList", "shop-AWSManagedRulesCommonRuleSet", "shop-AWSManagedRulesKnownBadInputsRuleSet"
    ])
    error_message = "Each rule must have a metric and samples of its own."
  }
}

run "what_was_refused_or_counted_is_kept_for_90_days_without_secrets" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.this[0].name == "aws-waf-logs-shop" && aws_cloudwatch_log_group.this[0].retention_in_days == 90
    error_message = "The log group must have the name that WAF asks for, and keep 90 days."
  }

  assert {
    condition = (aws_wafv2_web_acl_logging_configuration.this[0].resource_arn == aws_wafv2_web_acl.this.arn
    && aws_wafv2_web_acl_logging_configuration.this[0].log_destination_configs == toset([aws_cloudwatch_log_group.this[0].arn]))
    error_message = "The web ACL must log there."
  }

  assert {
    condition     = toset([for field in aws_wafv2_web_acl_logging_configuration.this[0].redacted_fields : field.single_header[0].name]) == toset(["authorization", "cookie"])
    error_message = "What a visitor is known by must not be logged."
  }

  assert {
    condition     = aws_wafv2_web_acl_logging_configuration.this[0].logging_filter[0].default_behavior == "DROP"
    error_message = "What was let through must not be logged."
  }

  assert {
    condition = [for filter in aws_wafv2_web_acl_logging_configuration.this[0].logging_filter[0].filter :
      "${filter.behavior} ${filter.requirement} ${join(" ", sort([for condition in filter.condition : condition.action_condition[0].action]))}"] == [
      "KEEP MEETS_ANY BLOCK COUNT EXCLUDED_AS_COUNT"
    ]
    error_message = "What was refused or counted must be logged."
  }

  assert {
    condition     = output.log_group_name == "aws-waf-logs-shop"
    error_message = "The log group must come out."
  }
}
