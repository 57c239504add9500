#ifndef CFUZZER_H
#define CFUZZER_H
#include <stddef.h>
#include <stdint.h>

/* The two entry points of libFuzzer that this package calls (LLVM, "libFuzzer as a library"). */
typedef int (*fuzz_callback)(const uint8_t *data, size_t size);
int fuzz_run(int argc, char **argv, fuzz_callback callback);
size_t fuzz_mutate(uint8_t *data, size_t size, size_t max_size);

/* Counts what this thread allocates and frees from now on, in bytes asked for. */
void fuzz_heap_watch(void);
void fuzz_heap_begin(void);
/* Allocated and not freed since `begin`, now and at most. */
long long fuzz_heap_held(void);
long long fuzz_heap_peak(void);
#endif
