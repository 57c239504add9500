#ifndef RAILGAUGE_CCURL_SHIM_H
#define RAILGAUGE_CCURL_SHIM_H

// Swift cannot call C functions with variable arguments, and libcurl's setters and getters are such functions. Each
// shim fixes the one argument type that a family of options takes. epoll and eventfd ride along: Swift's Glibc module
// does not have them.

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <dlfcn.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_data_callback(CURL *easy, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_send_callback(CURL *easy, curl_prereq_callback value) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode ccurl_set_open_callback(CURL *easy, curl_opensocket_callback value) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode ccurl_set_close_callback(CURL *easy, curl_closesocket_callback value) {
    return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, value);
}

/// The socket that libcurl would open itself, closed in programs that we start.
static inline int ccurl_open(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode ccurl_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode ccurl_multi_set_socket_callback(CURLM *multi, curl_socket_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode ccurl_multi_set_timer_callback(CURLM *multi, curl_multi_timer_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

/// The handle of the next finished transfer, or NULL when none is left; Swift reads the union in `CURLMsg` awkwardly.
static inline CURL *ccurl_next_finished(CURLM *multi, CURLcode *code) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg == CURLMSG_DONE) {
            *code = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

static inline int ccurl_epoll_control(int poller, int operation, int fd, uint32_t events) {
    struct epoll_event event = {0};
    event.events = events;
    event.data.fd = fd;
    return epoll_ctl(poller, operation, fd, &event);
}

/// The port of a TCP socket on this side, or with `peer` on the other; 0 where it has none.
static inline int ccurl_port(int socket, int peer) {
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof address;
    int code = peer ? getpeername(socket, (struct sockaddr *)&address, &length)
                    : getsockname(socket, (struct sockaddr *)&address, &length);
    if (code != 0) return 0;
    if (address.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)&address)->sin_port);
    if (address.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    return 0;
}

/// Whether bytes have come that nobody has read; the end of a connection is none.
static inline int ccurl_has_unread(int socket) {
    char byte;
    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

/// Whether the other side has ended the connection, and nothing of it is left to be read.
static inline int ccurl_is_ended(int socket) {
    char byte;
    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/// Bytes of ours that the other side's system has not taken yet; 0 where the system does not tell.
static inline int ccurl_untaken(int socket) {
    int bytes = 0;
    return ioctl(socket, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

#ifndef RTLD_DEFAULT
#define RTLD_DEFAULT ((void *)0)
#endif

/// Whether HTTP/2 was agreed on in TLS: 1 or 0, and -1 where this libcurl's TLS does not tell.
static inline int ccurl_agreed_on_http2(CURL *easy) {
    struct curl_tlssessioninfo *session = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session || !session->internals) return -1;
    if (session->backend != CURLSSLBACKEND_OPENSSL) return -1;
    // libcurl has brought OpenSSL along; linking it for one question would tie us to libcurl's choice.
    void (*alpn)(const void *, const unsigned char **, unsigned *) =
        (void (*)(const void *, const unsigned char **, unsigned *))dlsym(RTLD_DEFAULT, "SSL_get0_alpn_selected");
    if (!alpn) return -1;
    const unsigned char *name = NULL;
    unsigned length = 0;
    alpn(session->internals, &name, &length);
    return length == 2 && name[0] == 'h' && name[1] == '2';
}

/// Names the calling thread, for debuggers and `top -H`.
static inline void ccurl_name_thread(const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

#endif
