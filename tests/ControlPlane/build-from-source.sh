#!/usr/bin/env bash
# Builds etcd, kube-apiserver and kube-controller-manager once, from the distribution's own packages, into a cache folder.
#
#   build-from-source.sh TARGET_FOLDER
#
# The fourth and last way to get a control plane (see docs/development.md): needs nothing but apt. Takes some ten minutes on
# two cores, and is never repeated while TARGET_FOLDER holds the three binaries. Proven on Debian 12 (Kubernetes 1.20.2).
set -euo pipefail

target=${1:?usage: build-from-source.sh TARGET_FOLDER}
work="$target.build"
log="$target.log"
binaries=(etcd kube-apiserver kube-controller-manager)

complete() { for b in "${binaries[@]}"; do [ -x "$target/$b" ] || return 1; done; }
say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }
fail() { say "error: $*"; [ -s "$log" ] && { say "last lines of $log:"; tail -n 20 "$log" >&2; }; exit 1; }

mkdir -p "$(dirname "$target")"
# Two test runs that start together must not build twice, nor into each other's tree.
exec 9>"$target.lock"
flock -n 9 || { say "another build of the control plane is running; waiting for it"; flock 9; }
complete && exit 0

command -v apt-get >/dev/null || fail "this way needs apt. Set TEST_KUBECONFIG or KUBEBUILDER_ASSETS instead"
as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo -n)

say "building the control plane from the distribution's source package: some 10 minutes, once; log in $log"
rm -rf "$work" "$target"; mkdir -p "$work/lists/partial" "$work/src"; : >"$log"

say "1/5 package lists"
"${as_root[@]}" apt-get update >>"$log" 2>&1 || fail "apt-get update"
# The source repository is the one that the machine's packages already come from; a private sources list and lists folder
# leave the user's apt configuration as it is.
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
uri=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
  awk -v c="$codename" '$1 == c && $2 == "main" { print $3; exit }')
[ -n "$uri" ] || fail "no apt repository for $codename main is configured"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg; signed_by=; [ -e "$keyring" ] && signed_by="[signed-by=$keyring] "
printf 'deb-src %s%s %s main\n' "$signed_by" "$uri" "$codename" >"$work/sources.list"
private=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists")
apt-get "${private[@]}" update >>"$log" 2>&1 || fail "reading the source package lists"

say "2/5 build tools (golang-go make gcc rsync jq)"
# Without rsync and jq the build of Kubernetes fails late and leaves broken output behind.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends golang-go make gcc libc6-dev rsync jq >>"$log" 2>&1 ||
  fail "installing the build tools"

say "3/5 downloads"
(cd "$work/src" && apt-get "${private[@]}" source --download-only kubernetes >>"$log" 2>&1) || fail "downloading the source of kubernetes"
# Unpacked rather than installed: an installed etcd-server would start a service of its own.
(cd "$work/src" && apt-get download etcd-server >>"$log" 2>&1 && dpkg -x etcd-server_*.deb etcd) || fail "downloading etcd-server"

version=$(basename "$work"/src/kubernetes_*.orig.tar.* | sed -E 's/^kubernetes_([0-9.]+).*/\1/')
tree="$work/src/tree"; mkdir -p "$tree"
tar -xf "$work"/src/kubernetes_*.orig.tar.* -C "$tree" --strip-components=1
# The vendored reflect2 (1.0.1) reads Go's maps by a function whose parameters changed in Go 1.18 (github.com/modern-go/reflect2,
# issue 26): a server compiled with it writes to a random address whenever it encodes a map, and dies on the first custom resource.
(cd "$work/src" && apt-get download golang-github-modern-go-reflect2-dev >>"$log" 2>&1 && dpkg -x golang-github-modern-go-reflect2-dev_*.deb reflect2) ||
  fail "downloading golang-github-modern-go-reflect2-dev"
rm -rf "$tree/vendor/github.com/modern-go/reflect2"
cp -rL "$work/src/reflect2/usr/share/gocode/src/github.com/modern-go/reflect2" "$tree/vendor/github.com/modern-go/reflect2"

say "4/5 compiling Kubernetes $version (kube-apiserver, kube-controller-manager)"
# As the package's own rules do: the tree seen as a GOPATH, and the version given, since there is no git history to ask.
mkdir -p "$tree/.go/src/k8s.io"; ln -s ../../.. "$tree/.go/src/k8s.io/kubernetes"
major=${version%%.*}; minor=${version#*.}; minor=${minor%%.*}
started=$SECONDS
(
  cd "$tree/.go/src/k8s.io/kubernetes"
  export GOPATH="$tree/.go" GO111MODULE=off GOFLAGS=-mod=vendor GOCACHE="$work/gocache" HOME="$work"
  export KUBE_GIT_COMMIT=unknown KUBE_GIT_TREE_STATE=archive KUBE_GIT_VERSION="v$version" KUBE_GIT_MAJOR="$major" KUBE_GIT_MINOR="$minor"
  make WHAT="cmd/kube-apiserver cmd/kube-controller-manager" >>"$log" 2>&1
) 9>&- &
compiler=$!
trap 'kill -- "$compiler" 2>/dev/null || true' INT TERM
while kill -0 "$compiler" 2>/dev/null; do
  sleep 1
  elapsed=$((SECONDS - started))
  if [ $((elapsed % 30)) = 0 ] && [ "$elapsed" -gt 0 ]; then say "    $((elapsed / 60)) min $((elapsed % 60)) s: $(grep -v '^ *$' "$log" | tail -n 1 | cut -c1-100)"; fi
done
wait "$compiler" || fail "compiling Kubernetes $version"

say "5/5 putting the binaries into $target"
mkdir -p "$target.new"
install -m 755 "$tree/_output/bin/kube-apiserver" "$tree/_output/bin/kube-controller-manager" "$work/src/etcd/usr/bin/etcd" "$target.new/"
printf '%s\n' "v$version" >"$target.new/VERSION"
rm -rf "$target"; mv "$target.new" "$target"
chmod -R u+w "$work" && rm -rf "$work"
say "done in $((SECONDS / 60)) min: $(cd "$target" && echo *)"
