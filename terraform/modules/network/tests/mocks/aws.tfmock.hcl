# What AWS would answer, known at plan: an id for each resource, and ARNs where the provider wants their form.

mock_data "aws_caller_identity" {
  defaults = { account_id = "111122223333" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_resource "aws_vpc" {
  override_during = plan
}

mock_resource "aws_subnet" {
  override_during = plan
}

mock_resource "aws_internet_gateway" {
  override_during = plan
}

mock_resource "aws_route_table" {
  override_during = plan
}

mock_resource "aws_eip" {
  override_during = plan
}

mock_resource "aws_nat_gateway" {
  override_during = plan
}

mock_resource "aws_security_group" {
  override_during = plan
}

mock_resource "aws_vpc_endpoint" {
  override_during = plan
}

mock_resource "aws_iam_role" {
  override_during = plan
  defaults        = { arn = "arn:aws:iam::111122223333:role/slipway/shop-flow-logs" }
}

mock_resource "aws_cloudwatch_log_group" {
  override_during = plan
  defaults        = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/shop/flow-logs" }
}
