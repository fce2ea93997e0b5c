# Whether a plan, as `terraform show -json` tells it, holds a value that is marked as sensitive. A mark alone is none: the
# schemas of providers mark attributes that nobody has set.
def holds($value; $marks):
  if $marks == true then $value != null
  elif ($marks | type) == "object" or ($marks | type) == "array" then
    any($marks | paths(. == true); . as $path | ($value | try getpath($path) catch null) != null)
  else false end;

any(
  ((.resource_changes // [])[] | .change), ((.output_changes // {})[]);
  holds(.before; .before_sensitive) or holds(.after; .after_sensitive)
) or any(
  (.prior_state // {}) | .. | objects | select(has("sensitive_values"));
  holds(.values; .sensitive_values)
) or (
  . as $plan | any(
    ((.configuration.root_module.variables // {}) | to_entries[] | select(.value.sensitive == true) | .key);
    $plan.variables[.].value != null
  )
)
