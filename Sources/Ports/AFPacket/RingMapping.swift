import CLinux
import Glibc

/// The memory of a receive ring and the transmit ring behind it, shared with the kernel.
///
/// Invariant: `receive` points to `receiveCount` and `transmit` to `transmitCount` slots of `slotSize` bytes, mapped until the
/// end of this value's life. A slot belongs to whom its tp_status names; we touch its other bytes only while it is ours.
struct RingMapping: ~Copyable {
    static let slotSize = 2048
    /// 64 KiB: small enough that the kernel finds it in a fragmented memory.
    static let blockSize = 1 << 16
    static let slotsPerBlock = blockSize / slotSize

    let receive: UnsafeMutableRawPointer
    let receiveCount: Int
    let transmit: UnsafeMutableRawPointer
    let transmitCount: Int

    /// Makes both rings on a socket whose version, reserve and vnet header are set; the counts are rounded up to whole blocks.
    init(socket: borrowing OwnedDescriptor, interface: String, receiveSlots: Int, transmitSlots: Int) throws(PortError)
    {
        let receiveBlocks = (receiveSlots + Self.slotsPerBlock - 1) / Self.slotsPerBlock
        let transmitBlocks = (transmitSlots + Self.slotsPerBlock - 1) / Self.slotsPerBlock
        guard
            clinux_packet_ring(
                socket.raw,
                PACKET_RX_RING,
                UInt32(Self.blockSize),
                UInt32(receiveBlocks),
                UInt32(Self.slotSize)
            ) == 0
        else { throw .current("make a receive ring on", on: interface) }
        guard
            clinux_packet_ring(
                socket.raw,
                PACKET_TX_RING,
                UInt32(Self.blockSize),
                UInt32(transmitBlocks),
                UInt32(Self.slotSize)
            ) == 0
        else { throw .current("make a transmit ring on", on: interface) }
        let byteCount = (receiveBlocks + transmitBlocks) * Self.blockSize
        let memory = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, socket.raw, 0)
        guard let memory, memory != MAP_FAILED else { throw .current("map the packet rings of", on: interface) }
        receive = memory
        receiveCount = receiveBlocks * Self.slotsPerBlock
        transmit = memory + receiveBlocks * Self.blockSize
        transmitCount = transmitBlocks * Self.slotsPerBlock
    }

    deinit {
        munmap(receive, (receiveCount + transmitCount) * Self.slotSize)
    }

    @inline(__always) func receiveSlot(_ index: Int) -> UnsafeMutableRawPointer {
        receive + index &* Self.slotSize
    }

    @inline(__always) func transmitSlot(_ index: Int) -> UnsafeMutableRawPointer {
        transmit + index &* Self.slotSize
    }
}

/// Values of tp_status (linux/if_packet.h), some of which are macros Swift cannot read.
enum SlotStatus {
    // Receive.
    static let kernel: UInt32 = 0
    static let user: UInt32 = 1 << 0
    static let copied: UInt32 = 1 << 1
    static let vlanValid: UInt32 = 1 << 4
    static let vlanTPIDValid: UInt32 = 1 << 6
    // Transmit.
    static let available: UInt32 = 0
    static let sendRequest: UInt32 = 1 << 0
    static let wrongFormat: UInt32 = 1 << 2
}
