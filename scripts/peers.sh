#!/bin/sh
# Installs the programs that the acceptance tests and the benchmarks run Coffer beside: registries, clients, other
# credential helpers, measuring tools. Quiet and idempotent: one apt-get run for what is missing, none when nothing is.
#
# Where it may not install (not Debian, not root) it names each missing peer on stderr. The exit status is 0 when every
# peer is there, 3 when some are missing.
set -u

# command:package, in the order of the alphabet
peers='
/usr/bin/time:time
age:age
buildah:buildah
dbus-daemon:dbus-daemon
dbus-run-session:dbus-daemon
dbus-send:dbus-bin
docker-credential-ecr-login:amazon-ecr-credential-helper
docker-credential-pass:golang-docker-credential-helpers
docker-credential-secretservice:golang-docker-credential-helpers
docker-registry:docker-registry
docker:docker-cli
faketime:faketime
fish:fish
gcc:gcc
git:git
gnome-keyring-daemon:gnome-keyring
gpg:gnupg
gpg-agent:gpg-agent
gpgconf:gpgconf
htpasswd:apache2-utils
hyperfine:hyperfine
ip:iproute2
jq:jq
keepassxc:keepassxc
kubectl:kubernetes-client
man:man-db
mandoc:mandoc
openssl:openssl
pass:pass
pkill:procps
podman:podman
python3:python3
script:bsdutils
secret-tool:libsecret-tools
setpriv:util-linux
skopeo:skopeo
ssh-keygen:openssh-client
strace:strace
sudo:sudo
systemd-analyze:systemd
xz:xz-utils
zsh:zsh
'

missing() {
  for peer in $peers; do
    command -v "${peer%%:*}" >/dev/null 2>&1 || printf '%s\n' "$peer"
  done
}

# Debian keeps the docker CLI in docker-cli from trixie on, in docker.io before.
package() {
  if [ "$1" = docker-cli ] && ! apt-cache show docker-cli >/dev/null 2>&1; then
    echo docker.io
  else
    echo "$1"
  fi
}

absent=$(missing)
[ -z "$absent" ] && exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  apt-get -qq update >"$log" 2>&1 || echo "peers: apt-get update failed; going on with the package lists there are" >&2
  packages=$(for peer in $absent; do package "${peer#*:}"; done | sort -u)
  # shellcheck disable=SC2086 # one word a package
  if ! apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=120 install $packages >"$log" 2>&1; then
    echo "peers: apt-get could not install: $(echo $packages)" >&2
    tail -n 5 "$log" >&2
  fi
  absent=$(missing)
  [ -z "$absent" ] && exit 0
fi

for peer in $absent; do
  echo "peers: ${peer%%:*} is missing (Debian package $(package "${peer#*:}")); the tests that need it are skipped" >&2
done
exit 3
