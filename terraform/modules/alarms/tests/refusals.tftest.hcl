# What is refused at plan. A run has one wrong value for each of many variables, as a run takes most of a second; every
# variable that is named below must refuse its own.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                     = "web"
  cluster_name             = "harbour"
  service_name             = "web"
  load_balancer_arn_suffix = "app/harbour/50dc6c495c0c9188"
  target_group_arn_suffix  = "targetgroup/web/6d0ecf831eec9f09"
}

run "wrong_values_are_refused_1_of_2" {
  command = plan

  variables {
    # A name with an underscore.
    name = "web_api"

    # A cluster by ARN.
    cluster_name = "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"

    # A service by ARN.
    service_name = "arn:aws:ecs:eu-west-1:111122223333:service/harbour/web"

    # A balancer by its whole ARN.
    load_balancer_arn_suffix = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/harbour/50dc6c495c0c9188"

    # A target group by name.
    target_group_arn_suffix = "web"

    # Half an error.
    thresholds = { target_5xx = 0.5 }

    # More bad minutes than minutes.
    evaluation = { minutes = 1, bad = 2 }

    # A topic by name.
    notify_topic_arns = ["alarms"]
  }

  expect_failures = [
    var.name,
    var.cluster_name,
    var.service_name,
    var.load_balancer_arn_suffix,
    var.target_group_arn_suffix,
    var.thresholds,
    var.evaluation,
    var.notify_topic_arns,
  ]
}

run "wrong_values_are_refused_2_of_2" {
  command = plan

  variables {
    # Requests without a balancer.
    load_balancer_arn_suffix = null

    # Requests without a target group.
    target_group_arn_suffix = null

    # A latency of 0.
    thresholds = { latency_p95 = 0 }
  }

  expect_failures = [
    var.load_balancer_arn_suffix,
    var.target_group_arn_suffix,
    var.thresholds,
  ]
}
