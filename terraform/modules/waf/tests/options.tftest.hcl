# What each option changes.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name              = "shop"
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188"
}

run "at_first_every_rule_can_only_count" {
  command = plan

  variables {
    count_only = true
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : length(rule.action[0].count) == 1 && length(rule.action[0].block) == 0 if rule.name == "rate-limit"])
    error_message = "The rate limit must only count."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : length(rule.override_action[0].count) == 1 && length(rule.override_action[0].none) == 0 if rule.name != "rate-limit"])
    error_message = "The rule groups must only count."
  }
}

run "a_rule_that_meets_honest_requests_can_only_count_alone" {
  command = plan

  variables {
    managed_rules = [
      { name = "AWSManagedRulesCommonRuleSet", count = ["SizeRestrictions_BODY"] },
      { name = "AWSManagedRulesSQLiRuleSet" },
    ]
  }

  assert {
    condition = { for rule in aws_wafv2_web_acl.this.rule : rule.name => [for override in rule.statement[0].managed_rule_group_statement[0].rule_action_override :
      "${override.name} counts: ${length(override.action_to_use[0].count)}"] if rule.name != "rate-limit" } == {
      AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY counts: 1"]
      AWSManagedRulesSQLiRuleSet   = []
    }
    error_message = "Only the rule that is named may only count."
  }
}

run "an_address_may_ask_less_often" {
  command = plan

  variables {
    rate_limit = 100
  }

  assert {
    condition     = one([for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].rate_based_statement[0].limit if rule.name == "rate-limit"]) == 100
    error_message = "The limit must be 100."
  }
}

run "an_address_may_ask_any_number_of_times" {
  command = plan

  variables {
    rate_limit = null
  }

  assert {
    condition     = !contains([for rule in aws_wafv2_web_acl.this.rule : rule.name], "rate-limit") && length(aws_wafv2_web_acl.this.rule) == 3
    error_message = "There must be no rate limit."
  }
}

run "the_rate_limit_can_stand_alone" {
  command = plan

  variables {
    managed_rules = []
  }

  assert {
    condition     = [for rule in aws_wafv2_web_acl.this.rule : rule.name] == ["rate-limit"]
    error_message = "There must be no rule group."
  }
}

run "the_log_can_be_kept_for_longer_under_a_key_of_your_own_and_with_tags" {
  command = plan

  variables {
    logging     = { retention_days = 365 }
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    tags        = { team = "shop" }
  }

  assert {
    condition     = aws_cloudwatch_log_group.this[0].retention_in_days == 365 && aws_cloudwatch_log_group.this[0].kms_key_id == var.kms_key_arn
    error_message = "The log group must keep 365 days, encrypted by the key."
  }

  assert {
    condition     = aws_wafv2_web_acl.this.tags.team == "shop" && aws_cloudwatch_log_group.this[0].tags.team == "shop"
    error_message = "Both must have the tags."
  }
}

run "without_logging_there_is_no_log_group" {
  command = plan

  variables {
    logging = { enabled = false }
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.this) + length(aws_wafv2_web_acl_logging_configuration.this) == 0 && output.log_group_name == null
    error_message = "There must be no log."
  }
}
