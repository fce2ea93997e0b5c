# What AWS would answer, known at plan: ARNs, where the provider wants their form.

mock_resource "aws_wafv2_web_acl" {
  override_during = plan
  defaults        = { arn = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1234abcd-12ab-34cd-56ef-1234567890ab" }
}

mock_resource "aws_cloudwatch_log_group" {
  override_during = plan
  defaults        = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-shop" }
}
