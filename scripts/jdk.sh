# Sets JAVA_HOME to a JDK 25, or says what to install and returns 1. Sourced by ./coffer, ./check and scripts/build;
# POSIX sh.

COFFER_JDK_VERSION=25

# Is this folder a JDK (not only a runtime) of our version? Reads its release file, so nothing is started.
is_our_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -q "^JAVA_VERSION=\"$COFFER_JDK_VERSION[.\"+-]" "$1/release"
}

# The JDK that the compiler on PATH belongs to.
jdk_on_path() {
  javac=$(command -v javac) || return 1
  javac=$(readlink -f -- "$javac") || return 1
  printf '%s\n' "${javac%/bin/javac}"
}

find_jdk() {
  for home in "${JAVA_HOME:-}" "$(jdk_on_path || :)" \
    /usr/lib/jvm/* /opt/* /opt/java/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && is_our_jdk "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  echo "coffer: building needs a JDK $COFFER_JDK_VERSION, and there is none in JAVA_HOME, on PATH, in /usr/lib/jvm, /opt, ~/.sdkman or ~/.jdks" >&2
  echo "coffer: install one (https://adoptium.net/temurin/releases/?version=$COFFER_JDK_VERSION, or: sdk install java $COFFER_JDK_VERSION-tem), or set JAVA_HOME to one" >&2
  return 1
}

find_jdk
