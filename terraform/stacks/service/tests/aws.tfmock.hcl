# What AWS would answer of the account and of the stacks before, in the form that is asked of an ARN.

mock_data "aws_caller_identity" {
  defaults = { account_id = "111122223333" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
}

mock_data "aws_ecr_repository" {
  defaults = {
    arn            = "arn:aws:ecr:eu-west-1:111122223333:repository/production/web"
    repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/production/web"
  }
}

mock_data "aws_ssm_parameter" {
  defaults = {
    value = "{\"format\":1,\"vpc_id\":\"vpc-1\",\"subnet_ids\":[\"subnet-1\",\"subnet-2\"],\"cluster\":{\"name\":\"production\",\"arn\":\"arn:aws:ecs:eu-west-1:111122223333:cluster/production\"},\"capacity\":{},\"load_balancer\":{\"arn_suffix\":\"app/production/1\",\"listener_arn\":\"arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/production/1/2\",\"security_group_id\":\"sg-1\"},\"alarm_topic_arn\":\"arn:aws:sns:eu-west-1:111122223333:production-alarms\"}"
  }
}
