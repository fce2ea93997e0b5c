# Given beside the values of an environment when a stack is applied against moto and the local cloud instead of AWS.
# Each name is one thing that they can't do; a test holds that there are no others, and that each is still true.
switched_off = [
  "virtual-hosted-buckets", # buckets are folders of one address there, not names in front of it
  "tls-only-statements",    # moto refuses everything once a bucket has a Deny, whatever its condition says
  "kms-only-statements",    # the same: it would refuse a state that goes under the right key
  "version-counts",         # moto forgets how many earlier versions are kept, and the provider waits for it
  "cloudtrail",             # moto can't start a trail that is named by its ARN
]
