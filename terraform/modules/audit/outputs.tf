output "trail_arn" {
  description = "The ARN of the trail; null without one."
  value       = one([for trail in aws_cloudtrail.account : trail.arn])
}

output "bucket" {
  description = "The name of the bucket that keeps the trail; null without one."
  value       = one([for bucket in aws_s3_bucket.trail : bucket.id])
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the trail; null without one."
  value       = local.kms_key_arn
}

output "detector_id" {
  description = "The id of GuardDuty's detector; null without one."
  value       = one(aws_guardduty_detector.account[*].id)
}
