output "bucket" {
  description = "The name of the bucket, the backend's `bucket`."
  value       = aws_s3_bucket.this.id
}

output "bucket_arn" {
  description = "The ARN of the bucket, for the policies of roles."
  value       = aws_s3_bucket.this.arn
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts the state, the backend's `kms_key_id`; null for `AES256`."
  value       = local.kms_key_arn
}

output "log_bucket" {
  description = "The name of the bucket that keeps who read and wrote the state; null without one."
  value       = one(aws_s3_bucket.logs[*].id)
}

output "denials" {
  description = "What the policy of the bucket refuses to everybody and why: a list of `sid`, `why`, `actions`, `resources`, `conditions`."
  value       = local.denials
}
