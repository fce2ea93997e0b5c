# Part of terraform/stack: whether each name in the files of values is one that the stack knows. Terraform itself only warns
# of others, above a plan that is long, and goes on with the default.

# The variables that the stack declares.
declared() { cat "$folder"/*.tf | sed -n 's/^variable "\([^"]*\)".*/\1/p'; }

# The names that a file gives values to: those outside of all brackets, of texts and of comments.
# shellcheck disable=SC2016 # awk's dollars, not the shell's
given() {
  LC_ALL=C awk '
    ended != "" { line = $0; gsub(/[ \t]/, "", line); if (line == ended) ended = ""; next }
    {
      line = $0
      if (match(line, /<<-?[A-Za-z_][A-Za-z0-9_]*[ \t]*$/)) {
        ended = substr(line, RSTART); gsub(/[<\t -]/, "", ended); line = substr(line, 1, RSTART - 1)
      }
      gsub(/\\\\/, "", line); gsub(/\\"/, "", line); gsub(/"[^"]*"/, "", line)
      if (commented) { if (!sub(/^.*\*\//, "", line)) next; commented = 0 }
      gsub(/\/\*[^*]*\*\//, "", line); sub(/(#|\/\/).*/, "", line)
      if (sub(/\/\*.*/, "", line)) commented = 1
      if (depth == 0 && match(line, /^[ \t]*[A-Za-z_][A-Za-z0-9_-]*[ \t]*=/)) {
        name = substr(line, RSTART, RLENGTH - 1); gsub(/[ \t]/, "", name); print name
      }
      depth += gsub(/[[{(]/, "", line) - gsub(/[]})]/, "", line)
    }' "$1"
}

# Refuses a name that the stack would leave unread.
names_are_known() {
  for file in "$values/github.tfvars" "$own_values"; do
    if [ ! -f "$file" ] || { [ "$stack" = platform ] && [ "$file" != "$own_values" ]; }; then continue; fi
    for name in $(given "$file"); do
      declared | grep -qx -- "$name" && continue
      refuse "$file gives \`$name\` a value, but the stack $stack knows no such name. Those that it knows are in terraform/stacks/$stack/README.md."
    done
  done
}
