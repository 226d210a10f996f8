package io.tachograph.client.http.arrival;

import java.util.ArrayDeque;

/** Unread packets of one socket, as a kernel would have them; a read takes bytes off the front. */
final class PacketQueue implements ReceiveQueue {
    private record Packet(long stampNanos, int bytes) {}

    private final ArrayDeque<Packet> packets = new ArrayDeque<>();
    private long stampNanos = NO_STAMP;
    private int unread;
    int looks;

    void arrive(long wallNanos, int bytes) {
        packets.add(new Packet(wallNanos, bytes));
    }

    int take(int bytes) {
        int left = bytes;
        while (left > 0 && !packets.isEmpty()) {
            Packet first = packets.remove();
            if (first.bytes > left) {
                packets.addFirst(new Packet(first.stampNanos, first.bytes - left));
                return bytes;
            }
            left -= first.bytes;
        }
        return bytes - left;
    }

    @Override
    public boolean stamps(int fd) {
        return true;
    }

    @Override
    public boolean look(int fd, int bytes) {
        looks++;
        stampNanos = NO_STAMP;
        unread = packets.stream().mapToInt(Packet::bytes).sum();
        int left = bytes;
        for (Packet packet : packets) {
            stampNanos = packet.stampNanos;
            left -= packet.bytes;
            if (left <= 0) {
                break;
            }
        }
        return unread > 0;
    }

    @Override
    public long stampNanos() {
        return stampNanos;
    }

    @Override
    public int bytes() {
        return unread;
    }
}
