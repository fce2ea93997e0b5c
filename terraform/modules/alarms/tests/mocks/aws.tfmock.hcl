mock_resource "aws_cloudwatch_metric_alarm" {
  defaults = {
    arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web"
  }
}

mock_data "aws_region" {
  defaults = {
    id = "eu-west-1"
  }
}
