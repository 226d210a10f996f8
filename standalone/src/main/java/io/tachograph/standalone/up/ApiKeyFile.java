package io.tachograph.standalone.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** The API key that is generated once and kept with owner-only permissions. */
final class ApiKeyFile {
    private ApiKeyFile() {}

    /** The key in the file, which is created first where it is not there. */
    static String readOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            try (var channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(
                        StandardCharsets.US_ASCII.encode("tg-" + HexFormat.of().formatHex(random) + "\n"));
            } catch (FileAlreadyExistsException e) {
                return readOrCreate(file);
            }
        }
        String key = Files.readString(file).strip();
        if (key.isEmpty()) {
            throw new IOException("the API key file " + file + " is empty; delete it to have a new one made");
        }
        return key;
    }
}
