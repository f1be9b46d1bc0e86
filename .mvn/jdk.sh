# Finds a JDK 25 wherever it is installed. Read by onestop and mvnw.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

jdk_version() { # the major version of the JDK in a folder; 0 when there is none
  local version=
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true)
    if [ -z "$version" ]; then
      version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
    fi
  fi
  printf '%s' "${version:-0}"
}

find_jdk() { # what was asked for, to name it in the message
  local folder version newer='' on_path
  on_path=$(command -v javac || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  fi
  for folder in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /opt/java/* /opt/*jdk* /opt/*java* /usr/java/* /usr/local/*jdk*; do
    version=$(jdk_version "$folder")
    if [ "$version" -eq 25 ]; then
      export JAVA_HOME=$folder
      return
    elif [ "$version" -gt 25 ] && [ -z "$newer" ]; then
      newer=$folder
    fi
  done
  if [ -n "$newer" ]; then
    export JAVA_HOME=$newer
    return
  fi
  say "A JDK 25 is needed, and none was found in JAVA_HOME${JAVA_HOME:+ ($JAVA_HOME)}, on the PATH, in /usr/lib/jvm,"
  say "~/.sdkman, ~/.jdks, /opt, /usr/java or /usr/local. Ways to get one:"
  say "  Eclipse Temurin packages and archives: adoptium.net, version 25 (LTS), kind JDK"
  say "  Debian, Ubuntu:   apt install openjdk-25-jdk  (or temurin-25-jdk)"
  say "  Fedora, RHEL:     dnf install java-25-openjdk-devel"
  say "  SDKMAN:           sdk install java 25-tem"
  say "Unpacked anywhere else, it is used with JAVA_HOME=<its folder> $1"
  exit 1
}
