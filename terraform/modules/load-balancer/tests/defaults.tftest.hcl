# What the module makes when it is told where to stand and which domain to serve, and nothing else.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name        = "shop"
  vpc_id      = "vpc-0123456789abcdef0"
  subnet_ids  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  certificate = { domain = "shop.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
}

run "the_balancer_is_public_and_can_not_be_deleted_by_mistake" {
  command = plan

  assert {
    condition     = aws_lb.this.name == "shop" && aws_lb.this.load_balancer_type == "application" && !aws_lb.this.internal
    error_message = "It must be a public Application Load Balancer of the name."
  }

  assert {
    condition     = aws_lb.this.subnets == toset(var.subnet_ids) && aws_lb.this.security_groups == toset([aws_security_group.this.id])
    error_message = "It must stand in the subnets, with its own security group."
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection && !aws_s3_bucket.logs[0].force_destroy
    error_message = "Neither the balancer nor its logs may be deleted by mistake."
  }

  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.desync_mitigation_mode == "defensive" && aws_lb.this.idle_timeout == 60
    error_message = "It must drop invalid headers, mitigate desync and close idle connections after 60 seconds."
  }
}

run "https_answers_404_until_a_service_says_otherwise" {
  command = plan

  assert {
    condition     = aws_lb_listener.https[0].load_balancer_arn == aws_lb.this.arn && aws_lb_listener.https[0].port == 443 && aws_lb_listener.https[0].protocol == "HTTPS"
    error_message = "The listener must be that of HTTPS on port 443."
  }

  assert {
    condition     = aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "TLS must be 1.2 or 1.3."
  }

  assert {
    condition     = aws_lb_listener.https[0].default_action[0].type == "fixed-response" && aws_lb_listener.https[0].default_action[0].fixed_response[0].status_code == "404"
    error_message = "The default answer must be 404."
  }
}

run "http_redirects_to_https_for_good" {
  command = plan

  assert {
    condition     = aws_lb_listener.http.load_balancer_arn == aws_lb.this.arn && aws_lb_listener.http.port == 80 && aws_lb_listener.http.protocol == "HTTP"
    error_message = "The listener must be that of HTTP on port 80."
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect" && length(aws_lb_listener.http.default_action[0].fixed_response) == 0
    error_message = "HTTP must redirect."
  }

  assert {
    condition = alltrue([for redirect in aws_lb_listener.http.default_action[0].redirect :
      redirect.protocol == "HTTPS" && redirect.port == "443" && redirect.status_code == "HTTP_301"
    && redirect.host == null && redirect.path == null && redirect.query == null])
    error_message = "The redirect must lead to the same address by HTTPS, with 301."
  }
}

run "the_certificate_is_proven_in_the_zone_before_the_listener_has_it" {
  command = plan

  assert {
    condition     = aws_acm_certificate.this[0].domain_name == "shop.example.com" && aws_acm_certificate.this[0].validation_method == "DNS"
    error_message = "The certificate must be of the domain, proven by DNS."
  }

  assert {
    condition = [for name, record in aws_route53_record.proof : "${name}: ${record.zone_id} ${record.name} ${record.type} ${join(",", record.records)}"] == [
      "shop.example.com: Z0123456789ABCDEFGHIJ _1.shop.example.com. CNAME _a.acm-validations.aws."
    ]
    error_message = "The record that ACM asks for must be made in the zone."
  }

  assert {
    condition     = aws_acm_certificate_validation.this[0].certificate_arn == aws_acm_certificate.this[0].arn && aws_acm_certificate_validation.this[0].validation_record_fqdns == toset([aws_route53_record.proof["shop.example.com"].fqdn])
    error_message = "The proof must be waited for."
  }

  assert {
    condition     = aws_lb_listener.https[0].certificate_arn == aws_acm_certificate_validation.this[0].certificate_arn
    error_message = "The listener must have the certificate."
  }
}

run "the_domain_is_an_alias_of_the_balancer" {
  command = plan

  assert {
    condition     = keys(aws_route53_record.alias) == ["A", "AAAA"]
    error_message = "The domain must have records of IPv4 and IPv6."
  }

  assert {
    condition = alltrue([for type, record in aws_route53_record.alias :
      record.type == type && record.name == "shop.example.com" && record.zone_id == "Z0123456789ABCDEFGHIJ"
    && record.alias[0].name == aws_lb.this.dns_name && record.alias[0].zone_id == aws_lb.this.zone_id])
    error_message = "Each record must be an alias of the balancer, in the zone."
  }
}

run "everybody_may_connect_to_the_listeners" {
  command = plan

  assert {
    condition = [for rule in aws_vpc_security_group_ingress_rule.listener : "${rule.cidr_ipv4} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port}"] == [
      "0.0.0.0/0 tcp 80-80", "0.0.0.0/0 tcp 443-443"
    ]
    error_message = "Ports 80 and 443 must take everybody, and no other port anybody."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.listener : rule.security_group_id == aws_security_group.this.id])
    error_message = "The rules must be of the balancer's group."
  }

  assert {
    condition     = aws_security_group.this.vpc_id == var.vpc_id
    error_message = "The group must be of the VPC."
  }
}

run "the_balancer_may_connect_to_the_vpc_alone" {
  command = plan

  assert {
    condition     = aws_vpc_security_group_egress_rule.targets.security_group_id == aws_security_group.this.id && aws_vpc_security_group_egress_rule.targets.cidr_ipv4 == "10.0.0.0/16"
    error_message = "The block must be that of the VPC."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.targets.ip_protocol == "tcp" && aws_vpc_security_group_egress_rule.targets.from_port == 1 && aws_vpc_security_group_egress_rule.targets.to_port == 65535
    error_message = "Targets may have any port of TCP."
  }
}

run "requests_are_logged_to_a_closed_bucket_of_their_own" {
  command = plan

  assert {
    condition     = aws_s3_bucket.logs[0].bucket == "shop-lb-logs-111122223333-eu-west-1"
    error_message = "The bucket must be named for the balancer, the account and the region."
  }

  assert {
    condition     = one(aws_lb.this.access_logs).bucket == aws_s3_bucket.logs[0].bucket && one(aws_lb.this.access_logs).enabled
    error_message = "The balancer must log there."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.logs[0].block_public_acls, aws_s3_bucket_public_access_block.logs[0].block_public_policy,
      aws_s3_bucket_public_access_block.logs[0].ignore_public_acls, aws_s3_bucket_public_access_block.logs[0].restrict_public_buckets,
    ])
    error_message = "All public access must be blocked."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.logs[0].rule).object_ownership == "BucketOwnerEnforced"
    error_message = "The logs must belong to the account."
  }

  assert {
    condition     = one(aws_s3_bucket_versioning.logs[0].versioning_configuration).status == "Enabled"
    error_message = "The bucket must keep versions."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.logs[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "The logs must be encrypted by S3's own key."
  }

  assert {
    condition = alltrue([for part in [
      aws_s3_bucket_public_access_block.logs[0], aws_s3_bucket_ownership_controls.logs[0], aws_s3_bucket_versioning.logs[0],
      aws_s3_bucket_server_side_encryption_configuration.logs[0], aws_s3_bucket_lifecycle_configuration.logs[0], aws_s3_bucket_policy.logs[0],
    ] : part.bucket == aws_s3_bucket.logs[0].id])
    error_message = "All of it must be of the one bucket."
  }
}

run "logs_expire_after_90_days" {
  command = plan

  assert {
    condition = alltrue([for rule in aws_s3_bucket_lifecycle_configuration.logs[0].rule :
      rule.status == "Enabled" && rule.expiration[0].days == 90 && rule.noncurrent_version_expiration[0].noncurrent_days == 7
    && rule.abort_incomplete_multipart_upload[0].days_after_initiation == 7]) && length(aws_s3_bucket_lifecycle_configuration.logs[0].rule) == 1
    error_message = "Logs must expire after 90 days, what expired and what was never finished after 7."
  }
}

run "outputs_name_what_services_need" {
  command = plan

  assert {
    condition = output.arn == aws_lb.this.arn && output.arn_suffix == "app/shop/50dc6c495c0c9188" && output.dns_name == aws_lb.this.dns_name && (
    output.zone_id == aws_lb.this.zone_id)
    error_message = "The outputs must be those of the balancer."
  }

  assert {
    condition     = output.listener_arn == aws_lb_listener.https[0].arn && output.listener_arn != aws_lb_listener.http.arn
    error_message = "The listener must be that of HTTPS."
  }

  assert {
    condition     = output.security_group_id == aws_security_group.this.id && output.url == "https://shop.example.com" && output.log_bucket == aws_s3_bucket.logs[0].bucket
    error_message = "The security group, the address and the bucket must come out."
  }
}
