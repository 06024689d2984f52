// Counts what a stretch of code asks of the allocator and of the Swift runtime. To be preloaded (LD_PRELOAD) into a
// program that finds the two functions at the end by name:
//
//     call_counter_start();
//     ... the code in question ...
//     call_counter_stop(counts);
//
// malloc and its kin, and swift_beginAccess, are replaced by symbol interposition. Retains, releases and object
// allocations are seen through the pointers that the Swift runtime offers for instruments: so those that the standard
// library makes inside itself count too, which no interposed symbol would see. Calls of all threads count.
//
// Linux with glibc: the originals of malloc's kin are its __libc_ functions.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

static void *(*real_allocate)(const void *metadata, size_t size, size_t alignment_mask);
static void *(*real_retain)(void *object);
static void *(*real_retain_n)(void *object, uint32_t n);
static void *(*real_try_retain)(void *object);
static void (*real_release)(void *object);
static void (*real_release_n)(void *object, uint32_t n);

static void *counted_allocate(const void *metadata, size_t size, size_t alignment_mask) {
    count(OBJECTS);
    return real_allocate(metadata, size, alignment_mask);
}

static void *counted_retain(void *object) {
    count(RETAINS);
    return real_retain(object);
}

static void *counted_retain_n(void *object, uint32_t n) {
    count(RETAINS);
    return real_retain_n(object, n);
}

static void *counted_try_retain(void *object) {
    count(RETAINS);
    return real_try_retain(object);
}

static void counted_release(void *object) {
    count(RELEASES);
    real_release(object);
}

static void counted_release_n(void *object, uint32_t n) {
    count(RELEASES);
    real_release_n(object, n);
}

void swift_beginAccess(void *pointer, void *buffer, uintptr_t flags, void *pc) {
    static void (*real)(void *, void *, uintptr_t, void *);
    count(ACCESSES);
    if (real == NULL) real = (void (*)(void *, void *, uintptr_t, void *))dlsym(RTLD_NEXT, "swift_beginAccess");
    real(pointer, buffer, flags, pc);
}

// Puts `counted` in the place of the runtime's pointer called `name`, which becomes `*real`.
static bool hook(const char *name, void *counted, void *real) {
    void **place = dlsym(RTLD_DEFAULT, name);
    if (place == NULL) return false;
    *(void **)real = *place;
    *place = counted;
    return true;
}

__attribute__((constructor)) static void hook_runtime(void) {
    // Without this flag the runtime does not look at the pointers for retains and releases.
    bool *flag = dlsym(
        RTLD_DEFAULT, "_swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly");
    if (flag == NULL) return;
    hook("_swift_allocObject", counted_allocate, &real_allocate);
    hook("_swift_retain", counted_retain, &real_retain);
    hook("_swift_retain_n", counted_retain_n, &real_retain_n);
    hook("_swift_tryRetain", counted_try_retain, &real_try_retain);
    hook("_swift_release", counted_release, &real_release);
    hook("_swift_release_n", counted_release_n, &real_release_n);
    *flag = true;
}

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
