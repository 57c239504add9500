// Preloaded into a run by torture.py: at the n-th call of one kind on a file whose path holds a word, the process is killed
// before or after the call, or the call and all that follow fail. Without TORTURE_AT the calls are only counted, and the
// count is written to the file TORTURE_COUNT at the end. The file TORTURE_KEPT holds how long the file was whose sync to disk
// was the last that the system said had succeeded.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int calls;
static const char *kind, *act, *word;
static int at;
static int kept = -1;

__attribute__((constructor)) static void begin(void) {
    const char *number = getenv("TORTURE_AT");
    kind = getenv("TORTURE_CALL");
    act = getenv("TORTURE_DO");
    word = getenv("TORTURE_PATH");
    at = number ? atoi(number) : 0;
    if (getenv("TORTURE_KEPT")) kept = open(getenv("TORTURE_KEPT"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (!kind) kind = "";
    if (!act) act = "";
    if (!word) word = "";
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("TORTURE_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%d", calls);
        fclose(file);
    }
}

static int concerns(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, word) != NULL;
}

// The error that the call fails with, 0 where it goes on, -1 where the process dies after it.
static int verdict(const char *name, int fd) {
    if (strcmp(kind, name) || !concerns(fd)) return 0;
    int number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (!at || number < at) return 0;
    if (!strcmp(act, "eio")) return EIO;
    if (!strcmp(act, "enospc")) return ENOSPC;
    if (!strcmp(act, "erofs")) return EROFS;
    if (number > at) return 0;
    if (!strcmp(act, "before")) kill(getpid(), SIGKILL);
    return !strcmp(act, "after") ? -1 : 0;
}

// A file system may say that bytes are on disk and lose them; then their loss is its own.
static int acknowledged(int fd, int result) {
    struct stat file;
    char length[32];
    if (kept < 0 || result || !concerns(fd) || fstat(fd, &file)) return result;
    int n = snprintf(length, sizeof length, "%020lld", (long long)file.st_size);
    return pwrite(kept, length, n, 0) == n ? result : -1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define GUARDED(type, call, label, fd)             \
    int fault = verdict(label, fd);                \
    if (fault > 0) {                               \
        errno = fault;                             \
        return -1;                                 \
    }                                              \
    type result = call;                            \
    if (fault < 0) kill(getpid(), SIGKILL);        \
    return result;

int fsync(int fd) { GUARDED(int, acknowledged(fd, REAL(fsync)(fd)), "sync", fd) }
int fdatasync(int fd) { GUARDED(int, acknowledged(fd, REAL(fdatasync)(fd)), "sync", fd) }
ssize_t write(int fd, const void *bytes, size_t n) { GUARDED(ssize_t, REAL(write)(fd, bytes, n), "write", fd) }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t to) { GUARDED(ssize_t, REAL(pwrite)(fd, bytes, n, to), "write", fd) }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t to) { GUARDED(ssize_t, REAL(pwrite64)(fd, bytes, n, to), "write", fd) }
