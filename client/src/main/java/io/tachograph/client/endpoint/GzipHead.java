package io.tachograph.client.endpoint;

import java.util.zip.DataFormatException;

/** The head of a gzip member, byte by byte: RFC 1952, section 2.3. Not thread-safe. */
final class GzipHead {
    private static final int FIXED_BYTES = 10;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private int read;
    /** Parts that are still to come. */
    private int flags;

    private int extraRead;
    private int extraLength;
    private int checksumRead;

    boolean isOver() {
        return read == FIXED_BYTES && (flags & (CHECKSUM | EXTRA | NAME | COMMENT)) == 0;
    }

    /** @param octet the next byte, 0 to 255 */
    void next(int octet) throws DataFormatException {
        if (read < FIXED_BYTES) {
            fixed(octet);
        } else if ((flags & EXTRA) != 0) {
            extra(octet);
        } else if ((flags & NAME) != 0) {
            flags &= octet == 0 ? ~NAME : -1;
        } else if ((flags & COMMENT) != 0) {
            flags &= octet == 0 ? ~COMMENT : -1;
        } else if (++checksumRead == 2) {
            flags &= ~CHECKSUM;
        }
    }

    private void fixed(int octet) throws DataFormatException {
        boolean right =
                switch (read++) {
                    case 0 -> octet == 0x1f;
                    case 1 -> octet == 0x8b;
                    case 2 -> octet == 8;
                    case 3 -> {
                        flags = octet;
                        yield true;
                    }
                    default -> true;
                };
        if (!right) {
            throw new DataFormatException("no gzip");
        }
    }

    private void extra(int octet) {
        if (extraRead < 2) {
            extraLength |= octet << (8 * extraRead);
        }
        if (++extraRead == 2 + extraLength && extraRead >= 2) {
            flags &= ~EXTRA;
        }
    }
}
