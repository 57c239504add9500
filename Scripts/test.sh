#!/usr/bin/env bash
# All tests. nginx serves the TLS and HTTP/2 tests of the transport; where it cannot be installed they say so and skip.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(id -u)" = 0 ] || [ "${YES:-}" = 1 ]; then
    Scripts/setup.sh "/usr/sbin/nginx:nginx" "/usr/lib/nginx/modules/ngx_http_echo_module.so:libnginx-mod-http-echo" \
        "/usr/bin/openssl:openssl" || echo "nginx could not be installed; its tests will skip"
else
    Scripts/setup.sh
    [ -x /usr/sbin/nginx ] || echo "nginx is not installed; its tests will skip (YES=1 make test installs it)"
fi
swift build --build-tests --explicit-target-dependency-import-check error
exec swift test --skip-build --explicit-target-dependency-import-check error "$@"
