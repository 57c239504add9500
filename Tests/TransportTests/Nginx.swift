import Foundation
import Glibc

/// nginx from Debian in a temporary folder, with a certificate of a private authority; it ends with the object.
final class Nginx: Sendable {
    static let binary = "/usr/sbin/nginx"
    static let echoModule = "/usr/lib/nginx/modules/ngx_http_echo_module.so"

    /// Whether the tests against nginx can run; says what is missing, once.
    static let isAvailable: Bool = {
        let missing = [binary, echoModule, "/usr/bin/openssl"].filter { !FileManager.default.fileExists(atPath: $0) }
        if !missing.isEmpty { print("tests against nginx are skipped: no \(missing.joined(separator: ", "))") }
        return missing.isEmpty
    }()

    let plainPort: UInt16
    let tlsPort: UInt16
    let caFile: String
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("nginx-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        caFile = "\(folder)/ca.pem"
        try Self.makeCertificates(folder, caFile)
        // A port that was free may be taken by the time nginx asks for it: then others are tried.
        var attempt = 0
        while true {
            attempt += 1
            let (plain, tls) = (FaultServer.closedPort, FaultServer.closedPort)
            try Self.configuration(plain, tls)
                .write(toFile: "\(folder)/nginx.conf", atomically: true, encoding: .utf8)
            do {
                // It goes into the background only once its sockets listen.
                try Self.run(Self.binary, "-p", folder, "-c", "nginx.conf", "-e", "error.log")
                (plainPort, tlsPort) = (plain, tls)
                return
            } catch  where attempt < 5 { continue }
        }
    }

    deinit {
        // A server that is gone already needs no stop, and a folder left behind is not worth a failed test.
        try? Self.run(Self.binary, "-p", folder, "-c", "nginx.conf", "-e", "error.log", "-s", "stop")
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func makeCertificates(_ folder: String, _ caFile: String) throws {
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try run(
            "/usr/bin/openssl",
            ["req", "-x509"] + key + [
                "-keyout", "\(folder)/ca.key", "-out", caFile, "-subj", "/CN=Test authority", "-days", "2",
            ])
        try run(
            "/usr/bin/openssl",
            ["req"] + key + [
                "-keyout", "\(folder)/leaf.key", "-out", "\(folder)/leaf.csr", "-subj", "/CN=127.0.0.1",
            ])
        try "subjectAltName=IP:127.0.0.1,DNS:localhost".write(
            toFile: "\(folder)/leaf.ext", atomically: true, encoding: .utf8)
        try run(
            "/usr/bin/openssl", "x509", "-req", "-in", "\(folder)/leaf.csr", "-CA", caFile, "-CAkey",
            "\(folder)/ca.key", "-CAcreateserial", "-out", "\(folder)/leaf.pem", "-days", "2", "-extfile",
            "\(folder)/leaf.ext")
    }

    // All locations but one read the request body: over HTTP/2 an earlier answer ends in a stream reset.
    private static func configuration(_ plainPort: UInt16, _ tlsPort: UInt16) -> String {
        """
        load_module \(echoModule);
        \(geteuid() == 0 ? "user root;" : "")
        worker_processes 1;
        worker_rlimit_nofile 4096;
        pid nginx.pid;
        error_log error.log;
        events { worker_connections 3000; }
        http {
            # A starved machine must not make nginx give up on a stream that a test holds back.
            send_timeout 600s; client_body_timeout 600s; client_header_timeout 600s;
            access_log off;
            client_body_temp_path tmp1; proxy_temp_path tmp2; fastcgi_temp_path tmp3; uwsgi_temp_path tmp4;
            scgi_temp_path tmp5;
            keepalive_requests 100000;
            client_max_body_size 32m;
            server {
                listen 127.0.0.1:\(plainPort) backlog=2048;
                listen 127.0.0.1:\(tlsPort) ssl http2 backlog=2048;
                ssl_certificate leaf.pem;
                ssl_certificate_key leaf.key;
                add_header X-Connection $connection;
                location /echo { echo_read_request_body; echo_request_body; }
                # Answers before it reads the body.
                location /early { return 200 early; }
                location /never { echo_read_request_body; echo_sleep 60; }
                location /slow { echo_read_request_body; echo_sleep 0.3; echo -n done; }
            }
        }
        """
    }

    private static func run(_ command: String, _ arguments: String...) throws { try run(command, arguments) }

    /// Runs a command to its end with nothing open but the null device.
    ///
    /// Not `Process`: it waits until nobody holds a descriptor that a server in the background inherits.
    private static func run(_ command: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        // A connection of another test that stayed open in the background server would never be seen to close.
        for descriptor: Int32 in 3..<512 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var words = ([command] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        var status: Int32 = 0
        let failed = Failed(command: ([command] + arguments).joined(separator: " "))
        guard posix_spawn(&process, command, &actions, nil, &words, environ) == 0 else { throw failed }
        guard waitpid(process, &status, 0) == process, status == 0 else { throw failed }
    }

    struct Failed: Error { var command: String }
}
