# What Route 53 would answer, known at plan.

mock_resource "aws_route53_zone" {
  override_during = plan
  defaults = {
    zone_id      = "Z0000000000000000MADE"
    name_servers = ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"]
  }
}

mock_data "aws_route53_zone" {
  defaults = {
    name         = "example.com"
    name_servers = ["ns-3.awsdns-00.org", "ns-4.awsdns-00.co.uk"]
  }
}
