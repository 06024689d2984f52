// What Swift cannot say of Linux: atomic accesses to ring slots shared with the kernel, function-like macros (epoll, netlink,
// ioctl requests with structs and unions). Each function here is one system call or one access; the logic stays in Swift. Functions that call the kernel return -1 and leave errno, as the call they wrap does.
#pragma once

// No _GNU_SOURCE: the types shared with the Glibc module must look the same in both.
#include <arpa/inet.h>
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// Packet rings (TPACKET_V2). tp_status hands a slot back and forth between kernel and us: acquire before reading the slot,
// release after writing it.

enum { CLINUX_TX_DATA_OFFSET = TPACKET_ALIGN(sizeof(struct tpacket2_hdr)) };

static inline uint32_t clinux_slot_status(const void *slot) {
    return __atomic_load_n(&((const struct tpacket2_hdr *)slot)->tp_status, __ATOMIC_ACQUIRE);
}

static inline void clinux_slot_set_status(void *slot, uint32_t status) {
    __atomic_store_n(&((struct tpacket2_hdr *)slot)->tp_status, status, __ATOMIC_RELEASE);
}

static inline int clinux_packet_socket(void) {
    // Protocol 0: nothing is received before bind() names the interface.
    return socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static inline int clinux_packet_bind(int fd, int index, int receives) {
    struct sockaddr_ll address;
    memset(&address, 0, sizeof address);
    address.sll_family = AF_PACKET;
    address.sll_protocol = receives ? htons(ETH_P_ALL) : 0;
    address.sll_ifindex = index;
    return bind(fd, (struct sockaddr *)&address, sizeof address);
}

/// The interface the socket is bound to; -1 after the interface is gone, -2 if it cannot be asked.
static inline int clinux_packet_bound_index(int fd) {
    struct sockaddr_ll address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) < 0) return -2;
    return address.sll_ifindex;
}

static inline int clinux_packet_promiscuous(int fd, int index) {
    struct packet_mreq request;
    memset(&request, 0, sizeof request);
    request.mr_ifindex = index;
    request.mr_type = PACKET_MR_PROMISC;
    return setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &request, sizeof request);
}

static inline int clinux_packet_ring(int fd, int option, uint32_t block_size, uint32_t blocks, uint32_t slot_size) {
    struct tpacket_req request = {block_size, blocks, slot_size, block_size / slot_size * blocks};
    return setsockopt(fd, SOL_PACKET, option, &request, sizeof request);
}

/// Frames the kernel dropped because ring or buffer was full, since the last call.
static inline uint32_t clinux_packet_drops(int fd) {
    struct tpacket_stats stats;
    socklen_t length = sizeof stats;
    return getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &stats, &length) < 0 ? 0 : stats.tp_drops;
}

/// The pending error of a socket, which this call clears.
static inline int clinux_socket_error(int fd) {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0 ? errno : error;
}

/// Asks the kernel to send what stands in the transmit ring.
static inline ssize_t clinux_packet_kick(int fd) {
    return send(fd, NULL, 0, MSG_DONTWAIT);
}

static inline ssize_t clinux_send_two(int fd, const void *head, size_t head_length, const void *body, size_t length) {
    struct iovec parts[2] = {{(void *)head, head_length}, {(void *)body, length}};
    return writev(fd, head_length ? parts : parts + 1, head_length ? 2 : 1);
}

// Interfaces.

static inline int clinux_interface_socket(void) {
    return socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

static inline void clinux_set_name(struct ifreq *request, const char *name) {
    memset(request, 0, sizeof *request);
    strncpy(request->ifr_name, name, IFNAMSIZ - 1);
}

static inline int clinux_get_flags(int fd, const char *name, uint32_t *flags) {
    struct ifreq request;
    clinux_set_name(&request, name);
    if (ioctl(fd, SIOCGIFFLAGS, &request) < 0) return -1;
    *flags = (uint16_t)request.ifr_flags;
    return 0;
}

static inline int clinux_set_flags(int fd, const char *name, uint32_t flags) {
    struct ifreq request;
    clinux_set_name(&request, name);
    request.ifr_flags = (short)flags;
    return ioctl(fd, SIOCSIFFLAGS, &request);
}

/// The address is in the low 48 bits.
static inline int clinux_set_hardware_address(int fd, const char *name, uint64_t address) {
    struct ifreq request;
    clinux_set_name(&request, name);
    request.ifr_hwaddr.sa_family = 1;  // ARPHRD_ETHER
    for (int i = 0; i < 6; i++) request.ifr_hwaddr.sa_data[i] = (char)(address >> (40 - 8 * i));
    return ioctl(fd, SIOCSIFHWADDR, &request);
}

/// Speed in Mbit/s (UINT32_MAX: unknown) and duplex (1: full).
static inline int clinux_get_speed(int fd, const char *name, uint32_t *speed, uint32_t *duplex) {
    struct ethtool_cmd command;
    struct ifreq request;
    memset(&command, 0, sizeof command);
    command.cmd = ETHTOOL_GSET;
    clinux_set_name(&request, name);
    request.ifr_data = (char *)&command;
    if (ioctl(fd, SIOCETHTOOL, &request) < 0) return -1;
    *speed = ethtool_cmd_speed(&command);
    *duplex = command.duplex;
    return 0;
}

// Taps.

/// Makes the tap, or attaches to the one of that name; every frame has a virtio-net header of `header_length` bytes before it.
static inline int clinux_tap_attach(int fd, const char *name, int header_length) {
    struct ifreq request;
    clinux_set_name(&request, name);
    request.ifr_flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR;
    if (ioctl(fd, TUNSETIFF, &request) < 0) return -1;
    return ioctl(fd, TUNSETVNETHDRSZ, &header_length);
}

/// Lets the host hand over frames with partial checksums and large ones; UDP's large ones are known since Linux 6.2.
static inline int clinux_tap_take_offloads(int fd) {
    unsigned long offloads = TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6 | TUN_F_TSO_ECN;
    if (ioctl(fd, TUNSETOFFLOAD, offloads | 0x20 /* TUN_F_USO4 */ | 0x40 /* TUN_F_USO6 */) == 0) return 0;
    return ioctl(fd, TUNSETOFFLOAD, offloads);
}

/// Whether the descriptor still has an interface, in whatever namespace.
static inline int clinux_tap_is_attached(int fd) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    return ioctl(fd, TUNGETIFF, &request) == 0;
}

// rtnetlink.

/// A nonblocking route socket; `groups` is a mask of RTMGRP_*.
static inline int clinux_route_socket(uint32_t groups) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) return -1;
    struct sockaddr_nl address;
    memset(&address, 0, sizeof address);
    address.nl_family = AF_NETLINK;
    address.nl_groups = groups;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

/// Asks for all links, or for the one of that name.
static inline int clinux_request_links(int fd, const char *name, uint32_t sequence) {
    struct {
        struct nlmsghdr header;
        struct ifinfomsg link;
        struct rtattr attribute;
        char name[IFNAMSIZ];
    } request;
    memset(&request, 0, sizeof request);
    request.header.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg));
    request.header.nlmsg_type = RTM_GETLINK;
    request.header.nlmsg_flags = name ? NLM_F_REQUEST : NLM_F_REQUEST | NLM_F_DUMP;
    request.header.nlmsg_seq = sequence;
    if (name) {
        request.attribute.rta_type = IFLA_IFNAME;
        request.attribute.rta_len = RTA_LENGTH(IFNAMSIZ);
        strncpy(request.name, name, IFNAMSIZ - 1);
        request.header.nlmsg_len = sizeof request;
    }
    return send(fd, &request, request.header.nlmsg_len, 0) < 0 ? -1 : 0;
}

// Waiting.

struct clinux_event {
    uint64_t token;
    uint32_t events;
};

static inline int clinux_epoll_add(int epoll, int fd, uint64_t token) {
    struct epoll_event event;
    memset(&event, 0, sizeof event);
    event.events = EPOLLIN;
    event.data.u64 = token;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static inline int clinux_epoll_remove(int epoll, int fd) {
    struct epoll_event event;
    memset(&event, 0, sizeof event);
    return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, &event);
}

/// Waits for at most `nanoseconds` (negative: for ever) and fills in up to `limit` events, 64 at most.
static inline int clinux_epoll_wait(int epoll, struct clinux_event *into, int limit, int64_t nanoseconds) {
    struct epoll_event events[64];
    if (limit > 64) limit = 64;
    struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    int count = epoll_pwait2(epoll, events, limit, nanoseconds < 0 ? NULL : &time, NULL);
    if (count < 0 && errno == ENOSYS) {  // before Linux 5.11
        int64_t milliseconds = (nanoseconds + 999999) / 1000000;
        count = epoll_wait(epoll, events, limit, nanoseconds < 0 ? -1 : milliseconds > 60000 ? 60000 : (int)milliseconds);
    }
    for (int i = 0; i < count; i++) {
        into[i].token = events[i].data.u64;
        into[i].events = events[i].events;
    }
    return count;
}

// Namespaces.

/// Moves the calling thread into a new network namespace.
static inline int clinux_new_network(void) {
    return (int)syscall(SYS_unshare, 0x40000000 /* CLONE_NEWNET */);
}

/// Moves the calling thread into the network namespace that `fd` is open on.
static inline int clinux_enter_network(int fd) {
    return (int)syscall(SYS_setns, fd, 0x40000000 /* CLONE_NEWNET */);
}
