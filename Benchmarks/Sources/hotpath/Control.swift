/// Code that does each of the counted things at least once, so that zeros elsewhere are known to be zeros.
enum Control {
    static func run() {
        let object = makeObject()
        useTwice(object)
        inTheAllocator(64)
    }

    private final class Object {
        var value = 0
    }

    @inline(never)
    private static func makeObject() -> UnsafeMutableRawPointer { Unmanaged.passRetained(Object()).toOpaque() }

    /// A retain, two releases, and an access that is checked for exclusivity.
    @inline(never)
    private static func useTwice(_ pointer: UnsafeMutableRawPointer) {
        let object = Unmanaged<Object>.fromOpaque(pointer).retain()
        increment(object.takeUnretainedValue())
        object.release()
        object.release()
    }

    @inline(never)
    private static func increment(_ object: Object) { modify(&object.value) { object.value } }

    /// `other` could touch `value` meanwhile, as far as the compiler sees: so it checks.
    @inline(never)
    private static func modify(_ value: inout Int, _ other: () -> Int) {
        value += 1
        if value > 1 { value += other() }
    }

    @inline(never)
    private static func inTheAllocator(_ byteCount: Int) {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 1, count: byteCount)
        precondition(memory.load(as: UInt8.self) == 1)
        memory.deallocate()
    }
}
