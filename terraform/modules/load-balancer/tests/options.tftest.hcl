# What each option changes.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name        = "shop"
  vpc_id      = "vpc-0123456789abcdef0"
  subnet_ids  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  certificate = { domain = "shop.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
}

run "a_name_and_its_wildcard_share_a_proof" {
  command = plan

  variables {
    certificate = {
      domain            = "shop.example.com"
      zone_id           = "Z0123456789ABCDEFGHIJ"
      alternative_names = ["*.shop.example.com", "www.example.com"]
    }
  }

  assert {
    condition     = aws_acm_certificate.this[0].subject_alternative_names == toset(["*.shop.example.com", "www.example.com"])
    error_message = "The certificate must be of the alternative names as well."
  }

  assert {
    condition = { for name, record in aws_route53_record.proof : name => record.name } == {
      "shop.example.com" = "_1.shop.example.com."
      "www.example.com"  = "_2.www.example.com."
    }
    error_message = "Each name must have one proof, and the wildcard none of its own."
  }

  assert {
    condition     = aws_acm_certificate_validation.this[0].validation_record_fqdns == toset(values(aws_route53_record.proof)[*].fqdn)
    error_message = "Every proof must be waited for."
  }

  assert {
    condition     = alltrue([for record in aws_route53_record.alias : record.name == "shop.example.com"])
    error_message = "Only the domain is an alias."
  }
}

run "a_certificate_that_exists_is_used_as_it_is" {
  command = plan

  variables {
    certificate     = null
    certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/99999999-12ab-34cd-56ef-1234567890ab"
  }

  assert {
    condition     = aws_lb_listener.https[0].certificate_arn == var.certificate_arn
    error_message = "The listener must have the certificate."
  }

  assert {
    condition     = length(aws_acm_certificate.this) + length(aws_acm_certificate_validation.this) + length(aws_route53_record.proof) + length(aws_route53_record.alias) == 0
    error_message = "No certificate and no record may be made."
  }

  assert {
    condition     = output.url == "https://shop-1234567890.eu-west-1.elb.amazonaws.com" && output.listener_arn == aws_lb_listener.https[0].arn
    error_message = "The address must be the balancer's own, by HTTPS."
  }
}

run "plain_http_has_one_listener_that_answers_404" {
  command = plan

  variables {
    certificate = null
    plain_http  = true
  }

  assert {
    condition     = length(aws_lb_listener.https) + length(aws_acm_certificate.this) + length(aws_route53_record.alias) == 0
    error_message = "There must be no HTTPS, no certificate and no record."
  }

  assert {
    condition = (aws_lb_listener.http.default_action[0].type == "fixed-response" && length(aws_lb_listener.http.default_action[0].redirect) == 0
    && aws_lb_listener.http.default_action[0].fixed_response[0].status_code == "404")
    error_message = "HTTP must answer 404 until a service says otherwise."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_ingress_rule.listener : rule.from_port] == [80]
    error_message = "Port 443 must be closed."
  }

  assert {
    condition     = output.listener_arn == aws_lb_listener.http.arn && output.url == "http://shop-1234567890.eu-west-1.elb.amazonaws.com"
    error_message = "The listener and the address must be those of HTTP."
  }
}

run "a_stricter_policy_of_tls_can_be_had" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
  }

  assert {
    condition     = aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-3-2021-06"
    error_message = "The listener must have the policy."
  }
}

run "an_internal_balancer_takes_the_vpc_alone" {
  command = plan

  variables {
    internal = true
  }

  assert {
    condition     = aws_lb.this.internal
    error_message = "The balancer must be internal."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.listener : rule.cidr_ipv4 == "10.0.0.0/16"])
    error_message = "Only the VPC may connect."
  }
}

run "only_named_blocks_may_connect" {
  command = plan

  variables {
    ingress_cidrs = ["203.0.113.0/24", "2001:db8::/32"]
  }

  assert {
    condition = { for key, rule in aws_vpc_security_group_ingress_rule.listener : key => "${rule.from_port} ${coalesce(rule.cidr_ipv4, "-")} ${coalesce(rule.cidr_ipv6, "-")}" } == {
      http-0  = "80 203.0.113.0/24 -"
      http-1  = "80 - 2001:db8::/32"
      https-0 = "443 203.0.113.0/24 -"
      https-1 = "443 - 2001:db8::/32"
    }
    error_message = "Each block must have a rule for each port, and nobody else."
  }
}

run "where_targets_are_can_be_said" {
  command = plan

  variables {
    egress_cidr = "10.7.0.0/20"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.targets.cidr_ipv4 == "10.7.0.0/20" && length(data.aws_vpc.this) == 0
    error_message = "The balancer must be let to the block alone, and the VPC not be asked."
  }
}

run "logs_can_be_kept_for_longer" {
  command = plan

  variables {
    access_logs = { retention_days = 400 }
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].expiration[0].days == 400
    error_message = "Logs must expire after 400 days."
  }
}

run "without_access_logs_there_is_no_bucket" {
  command = plan

  variables {
    access_logs = { enabled = false }
  }

  assert {
    condition = length(aws_s3_bucket.logs) + length(aws_s3_bucket_policy.logs) + length(aws_s3_bucket_versioning.logs) + length(
    aws_s3_bucket_lifecycle_configuration.logs) + length(aws_lb.this.access_logs) == 0
    error_message = "There must be no bucket, and no logs."
  }

  assert {
    condition     = output.log_bucket == null
    error_message = "No bucket may come out."
  }
}

run "without_deletion_protection_a_destroy_takes_the_logs_as_well" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = !aws_lb.this.enable_deletion_protection && aws_s3_bucket.logs[0].force_destroy
    error_message = "Neither the balancer nor its logs may be in the way of a destroy."
  }
}

run "connections_can_live_longer_and_requests_be_held_to_the_standard" {
  command = plan

  variables {
    idle_timeout           = 300
    desync_mitigation_mode = "strictest"
  }

  assert {
    condition     = aws_lb.this.idle_timeout == 300 && aws_lb.this.desync_mitigation_mode == "strictest"
    error_message = "The balancer must have both."
  }
}

run "tags_are_on_everything" {
  command = plan

  variables {
    tags = { team = "shop" }
  }

  assert {
    condition = alltrue([for tags in concat([
      aws_lb.this.tags, aws_lb_listener.http.tags, aws_lb_listener.https[0].tags, aws_security_group.this.tags,
      aws_acm_certificate.this[0].tags, aws_s3_bucket.logs[0].tags, aws_vpc_security_group_egress_rule.targets.tags,
    ], values(aws_vpc_security_group_ingress_rule.listener)[*].tags) : tags.team == "shop"])
    error_message = "Everything must have the tags."
  }
}
