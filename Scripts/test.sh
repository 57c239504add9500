#!/usr/bin/env bash
# All tests. nginx serves the TLS and HTTP/2 tests of the transport, Chromium opens report.html; where they cannot be installed their tests
# say so and skip.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(id -u)" = 0 ] || [ "${YES:-}" = 1 ]; then
    Scripts/setup.sh "/usr/sbin/nginx:nginx" "/usr/lib/nginx/modules/ngx_http_echo_module.so:libnginx-mod-http-echo" \
        "/usr/bin/openssl:openssl" "/usr/bin/chromium:chromium" || echo "nginx or Chromium could not be installed; their tests will skip"
else
    Scripts/setup.sh
    [ -x /usr/sbin/nginx ] || echo "nginx is not installed; its tests will skip (YES=1 make test installs it)"
    [ -x /usr/bin/chromium ] || echo "Chromium is not installed; the tests of report.html in a browser will skip (YES=1 make test installs it)"
fi
swift build --build-tests --explicit-target-dependency-import-check error
exec swift test --skip-build --explicit-target-dependency-import-check error "$@"
