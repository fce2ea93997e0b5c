# What the module refuses, each before anything is made.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name              = "shop"
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188"
}

run "a_name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "Shop"
  }

  expect_failures = [var.name]
}

run "a_balancer_by_its_name_is_refused" {
  command = plan

  variables {
    load_balancer_arn = "shop"
  }

  expect_failures = [var.load_balancer_arn]
}

run "a_network_load_balancer_is_refused" {
  command = plan

  variables {
    load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/shop/50dc6c495c0c9188"
  }

  expect_failures = [var.load_balancer_arn]
}

run "fewer_than_10_requests_are_refused" {
  command = plan

  variables {
    rate_limit = 9
  }

  expect_failures = [var.rate_limit]
}

run "more_than_2_billion_requests_are_refused" {
  command = plan

  variables {
    rate_limit = 2000000001
  }

  expect_failures = [var.rate_limit]
}

run "half_a_request_is_refused" {
  command = plan

  variables {
    rate_limit = 100.5
  }

  expect_failures = [var.rate_limit]
}

run "a_rule_group_of_somebody_else_is_refused" {
  command = plan

  variables {
    managed_rules = [{ name = "CommonRuleSet" }]
  }

  expect_failures = [var.managed_rules]
}

run "a_rule_group_named_twice_is_refused" {
  command = plan

  variables {
    managed_rules = [{ name = "AWSManagedRulesCommonRuleSet" }, { name = "AWSManagedRulesCommonRuleSet" }]
  }

  expect_failures = [var.managed_rules]
}

run "no_rule_at_all_is_refused" {
  command = plan

  variables {
    managed_rules = []
    rate_limit    = null
  }

  expect_failures = [var.managed_rules]
}

run "days_that_cloudwatch_logs_does_not_offer_are_refused" {
  command = plan

  variables {
    logging = { retention_days = 100 }
  }

  expect_failures = [var.logging]
}

run "an_alias_of_a_key_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/logs"
  }

  expect_failures = [var.kms_key_arn]
}
