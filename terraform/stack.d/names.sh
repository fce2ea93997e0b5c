# Part of terraform/stack: whether each name in the files of values is one that the stack knows. Terraform itself only warns
# of others, above a plan that is long, and goes on with the default.

# The variables that a stack declares.
declared() { sed -n 's/^variable "\([^"]*\)".*/\1/p' "$here/stacks/$1"/*.tf; }

# The names that a file gives values to: those outside of all brackets, texts and comments.
# shellcheck disable=SC2016 # awk's dollars, not the shell's
given() {
  LC_ALL=C awk '
    { sub(/\r$/, "") }
    heredoc != "" { word = $0; gsub(/^[ \t]+|[ \t]+$/, "", word); if (word == heredoc) heredoc = ""; next }
    {
      code = ""; text = 0
      for (at = 1; at <= length($0); at++) {
        one = substr($0, at, 1); two = substr($0, at, 2)
        if (comment) { if (two == "*/") { comment = 0; at++ } }
        else if (text) { if (one == "\\") at++; else if (one == "\"") text = 0 }
        else if (two == "/*") { comment = 1; at++ }
        else if (one == "#" || two == "//") break
        else if (one == "\"") text = 1
        else if (two == "<<") { heredoc = substr($0, at + 2); sub(/^-/, "", heredoc); sub(/[ \t]+$/, "", heredoc); break }
        else code = code one
      }
      if (depth == 0 && match(code, /^[ \t]*[A-Za-z_][A-Za-z0-9_-]*[ \t]*=/)) {
        name = substr(code, RSTART, RLENGTH - 1); gsub(/[ \t]/, "", name); print name
      }
      depth += gsub(/[[{(]/, "", code) - gsub(/[]})]/, "", code)
    }' "$1"
}

# Refuses a name that is left unread: in the file that all but platform share, by all of them; in the stack's own, by it.
names_are_known() {
  if [ "$stack" != platform ]; then names_are_known_to "$values/github.tfvars" bootstrap registry service; fi
  names_are_known_to "$own_values" "$stack"
}

names_are_known_to() {
  file=$1
  shift
  [ -f "$file" ] || return 0
  for name in $(given "$file"); do
    for each; do if declared "$each" | grep -qx -- "$name"; then continue 2; fi; done
    refuse "$file gives \`$name\` a value, but $(of_stacks "$@") no such name. Those that are known are in terraform/stacks/$1/README.md."
  done
}

of_stacks() { if [ $# -eq 1 ]; then printf 'the stack %s knows' "$1"; else printf 'the stacks that read it know'; fi; }
