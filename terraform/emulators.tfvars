# Given beside the values of an environment when a stack is applied against moto and the local cloud instead of AWS.
# Each name is one thing that they can't do; a test holds that each is one that the stacks know, and that there are no others.
switched_off = [
  "virtual-hosted-buckets", # buckets are folders of one address there, not names in front of it
  "tls-only-statements",    # moto refuses everything once a bucket has a Deny, whatever its condition says
  "kms-only-statements",    # the same: it would refuse a state that goes under the right key
  "version-counts",         # moto forgets how many earlier versions are kept, and the provider waits for it
  "bucket-logs",            # moto writes a bucket's log to the end, and fails once the bucket of the log is gone
  "cloudtrail",             # moto can't start a trail that is named by its ARN
]
