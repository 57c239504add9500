#include "CFuzzer.h"

extern int LLVMFuzzerRunDriver(int *argc, char ***argv, fuzz_callback callback);
extern size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
extern int __sanitizer_install_malloc_and_free_hooks(
    void (*malloc_hook)(const volatile void *, size_t), void (*free_hook)(const volatile void *));
extern size_t __sanitizer_get_allocated_size(const volatile void *p);

int fuzz_run(int argc, char **argv, fuzz_callback callback) { return LLVMFuzzerRunDriver(&argc, &argv, callback); }

size_t fuzz_mutate(uint8_t *data, size_t size, size_t max_size) { return LLVMFuzzerMutate(data, size, max_size); }

/* Each thread has its own counts: libFuzzer's own watch thread is none of our business. */
static _Thread_local long long held, peak;

static void allocated(const volatile void *p, size_t size) {
    (void)p;
    held += (long long)size;
    if (held > peak) peak = held;
}

static void freed(const volatile void *p) {
    if (p) held -= (long long)__sanitizer_get_allocated_size(p);
}

void fuzz_heap_watch(void) { __sanitizer_install_malloc_and_free_hooks(allocated, freed); }

void fuzz_heap_begin(void) { held = peak = 0; }

long long fuzz_heap_held(void) { return held; }

long long fuzz_heap_peak(void) { return peak; }
