package io.tachograph.collectors.source.discovery;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Answers every question for addresses (RFC 1035, over UDP) as a test says. */
final class NameServer implements AutoCloseable {
    static final int OK = 0;
    static final int FAILURE = 2;
    static final int NO_SUCH_NAME = 3;
    static final int SILENCE = -1;

    private static final int TYPE_A = 1;
    private static final int HEAD_BYTES = 12;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private volatile int code = SILENCE;
    private volatile List<String> addresses = List.of();

    NameServer() throws IOException {
        Thread thread = new Thread(this::run, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    void answers(int responseCode, String... v4) {
        addresses = List.of(v4);
        code = responseCode;
    }

    private void run() {
        byte[] bytes = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                if (code != SILENCE) {
                    byte[] answer = answer(ByteBuffer.wrap(bytes, 0, packet.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or a client that has gone.
            }
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        short id = query.getShort(0);
        int end = HEAD_BYTES;
        while (query.get(end) != 0) {
            end += query.get(end) + 1;
        }
        int type = query.getShort(end + 1);
        byte[] question = new byte[end + 5 - HEAD_BYTES];
        query.get(HEAD_BYTES, question);
        List<String> told = code == OK && type == TYPE_A ? addresses : List.of();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        // A response, authoritative, recursion desired and available.
        out.writeShort(0x8580 | code);
        out.writeShort(1);
        out.writeShort(told.size());
        out.writeInt(0);
        out.write(question);
        for (String address : told) {
            out.writeShort(0xC000 | HEAD_BYTES);
            out.writeShort(TYPE_A);
            out.writeShort(1);
            out.writeInt(0);
            out.writeShort(4);
            out.write(InetAddress.getByName(address).getAddress());
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
