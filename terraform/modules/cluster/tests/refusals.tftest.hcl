# What is refused at plan. A run has one wrong value for each of many variables, as a run takes most of a second; every
# variable that is named below must refuse its own.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name = "harbour"
}

run "wrong_values_are_refused_1_of_3" {
  command = plan

  variables {
    # A name with capitals.
    name = "Harbour"

    # Insights by another word.
    container_insights = "on"

    # Half a task as a base.
    capacity = { on_demand_base = 0.5 }

    # Days that CloudWatch does not know.
    exec_logging = { retention_days = 31 }

    # A key by alias.
    kms_key_arn = "alias/harbour"
  }

  expect_failures = [
    var.name,
    var.container_insights,
    var.capacity,
    var.exec_logging,
    var.kms_key_arn,
  ]
}

run "wrong_values_are_refused_2_of_3" {
  command = plan

  variables {
    # A weight above 1000.
    capacity = { spot_weight = 1001 }
  }

  expect_failures = [
    var.capacity,
  ]
}

run "wrong_values_are_refused_3_of_3" {
  command = plan

  variables {
    # No place to run.
    capacity = { on_demand_weight = 0, spot_weight = 0 }
  }

  expect_failures = [
    var.capacity,
  ]
}
