// Counts what a stretch of code asks of the allocator and of the Swift runtime. To be preloaded (LD_PRELOAD) into a
// program that finds the two functions at the end by name:
//
//     call_counter_start();
//     ... the code in question ...
//     call_counter_stop(counts);
//
// All by symbol interposition: so a retain that the standard library makes inside itself is not seen, while any memory
// that it takes is. (The runtime has pointers for instruments, which would see both; in Swift 6.3 they make it crash on
// strings that are no objects.) Calls of all threads count.
//
// Linux with glibc: the originals of malloc's kin are its __libc_ functions.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { ALLOCATIONS, OBJECTS, RETAINS, RELEASES, ACCESSES, KIND_COUNT };

static atomic_bool is_counting;
static _Atomic uint64_t counts[KIND_COUNT];

static void count(int kind) {
    if (atomic_load_explicit(&is_counting, memory_order_relaxed)) {
        atomic_fetch_add_explicit(&counts[kind], 1, memory_order_relaxed);
    }
}

// The allocator

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    count(ALLOCATIONS);
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count(ALLOCATIONS);
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    count(ALLOCATIONS);
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    count(ALLOCATIONS);
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count(ALLOCATIONS);
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    count(ALLOCATIONS);
    void *memory = __libc_memalign(alignment, size);
    if (memory == NULL) return ENOMEM;
    *result = memory;
    return 0;
}

// The Swift runtime

// The function that would have been called were it not for this library; looked up once.
static void *original(_Atomic(void *) *place, const char *name) {
    void *function = atomic_load_explicit(place, memory_order_relaxed);
    if (function == NULL) {
        function = dlsym(RTLD_NEXT, name);
        if (function == NULL) abort();
        atomic_store_explicit(place, function, memory_order_relaxed);
    }
    return function;
}

#define COUNTED(kind, result, name, parameters, ...)                       \
    result name parameters {                                               \
        static _Atomic(void *) place;                                      \
        count(kind);                                                       \
        return ((result(*) parameters)original(&place, #name))(__VA_ARGS__); \
    }

COUNTED(OBJECTS, void *, swift_allocObject, (const void *type, size_t size, size_t mask), type, size, mask)

COUNTED(RETAINS, void *, swift_retain, (void *object), object)
COUNTED(RETAINS, void *, swift_retain_n, (void *object, uint32_t n), object, n)
COUNTED(RETAINS, void *, swift_tryRetain, (void *object), object)
COUNTED(RETAINS, void *, swift_bridgeObjectRetain, (void *object), object)
COUNTED(RETAINS, void *, swift_bridgeObjectRetain_n, (void *object, int n), object, n)
COUNTED(RETAINS, void *, swift_unownedRetain, (void *object), object)
COUNTED(RETAINS, void *, swift_unownedRetainStrong, (void *object), object)
COUNTED(RETAINS, void *, swift_weakLoadStrong, (void *reference), reference)

COUNTED(RELEASES, void, swift_release, (void *object), object)
COUNTED(RELEASES, void, swift_release_n, (void *object, uint32_t n), object, n)
COUNTED(RELEASES, void, swift_bridgeObjectRelease, (void *object), object)
COUNTED(RELEASES, void, swift_bridgeObjectRelease_n, (void *object, int n), object, n)
COUNTED(RELEASES, void, swift_unownedRelease, (void *object), object)
COUNTED(RELEASES, void, swift_unownedRetainStrongAndRelease, (void *object), object)

COUNTED(ACCESSES, void, swift_beginAccess, (void *address, void *buffer, uintptr_t flags, void *pc), address, buffer,
    flags, pc)

// What the program calls

void call_counter_start(void) {
    for (int i = 0; i < KIND_COUNT; i++) atomic_store(&counts[i], 0);
    atomic_store(&is_counting, true);
}

// Fills `result`, which has KIND_COUNT elements, in the order of the enum above.
void call_counter_stop(uint64_t *result) {
    atomic_store(&is_counting, false);
    for (int i = 0; i < KIND_COUNT; i++) result[i] = atomic_load(&counts[i]);
}
