# The VPC and its subnets. A private subnet takes a quarter of the block and a public one a quarter of the last
# quarter, so that a third zone, added later, moves nothing.

locals {
  region = replace(var.zones[0], "/[a-z]$/", "")
  index  = { for index, zone in var.zones : zone => index }

  private_cidrs = { for zone, index in local.index : zone => cidrsubnet(var.cidr, 2, index) }
  public_cidrs  = { for zone, index in local.index : zone => cidrsubnet(var.cidr, 4, 12 + index) }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true # private DNS of the endpoints needs both

  tags = merge(var.tags, { Name = var.name })
}

# AWS makes this group, which lets its members talk to each other and to everybody. Empty, it can't be used by mistake.
resource "aws_default_security_group" "empty" {
  vpc_id  = aws_vpc.this.id
  ingress = []
  egress  = []

  tags = merge(var.tags, { Name = "${var.name}-default-unused" })
}

resource "aws_subnet" "public" {
  for_each = local.public_cidrs

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false # balancers and NAT gateways have addresses without it; a task asks for its own

  tags = merge(var.tags, { Name = "${var.name}-public-${each.key}" })
}

resource "aws_subnet" "private" {
  for_each = local.private_cidrs

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = merge(var.tags, { Name = "${var.name}-private-${each.key}" })
}
