# What AWS would answer, known at plan: an id for each resource, and ARNs where the provider wants their form.

mock_data "aws_caller_identity" {
  defaults = { account_id = "111122223333" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_region" {
  defaults = { id = "eu-west-1" }
}

mock_data "aws_vpc" {
  defaults = { cidr_block = "10.0.0.0/16" }
}

mock_resource "aws_lb" {
  override_during = plan
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188"
    arn_suffix = "app/shop/50dc6c495c0c9188"
    dns_name   = "shop-1234567890.eu-west-1.elb.amazonaws.com"
    zone_id    = "Z32O12XQLNTSW2"
  }
}

mock_resource "aws_lb_listener" {
  override_during = plan
}

mock_resource "aws_security_group" {
  override_during = plan
}

mock_resource "aws_s3_bucket" {
  override_during = plan
}

mock_resource "aws_route53_record" {
  override_during = plan
}

mock_resource "aws_acm_certificate_validation" {
  override_during = plan
}

mock_resource "aws_acm_certificate" {
  override_during = plan
  defaults = {
    arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab"
    domain_validation_options = [
      {
        domain_name           = "shop.example.com"
        resource_record_name  = "_1.shop.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_a.acm-validations.aws."
      },
      {
        domain_name           = "*.shop.example.com"
        resource_record_name  = "_1.shop.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_a.acm-validations.aws."
      },
      {
        domain_name           = "www.example.com"
        resource_record_name  = "_2.www.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_b.acm-validations.aws."
      },
    ]
  }
}
