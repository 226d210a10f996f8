package io.tachograph.embedded;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate of this machine that nobody else signed, made with the JDK's own tool; ends after 90 days.
 *
 * @param keystore PKCS12, with the key
 * @param pem the certificate alone
 */
public record ServerCertificate(Path keystore, Path pem) {
    /** Of the key store. */
    public static final String PASSWORD = "for-tests-only";

    public static ServerCertificate in(Path folder) throws Exception {
        Path keystore = folder.resolve("server.p12");
        Path pem = folder.resolve("server.pem");
        keytool(
                keystore,
                "-genkeypair -keyalg EC -storetype PKCS12 -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1");
        keytool(keystore, "-exportcert -rfc -file " + pem);
        return new ServerCertificate(keystore, pem);
    }

    public KeyStore keys() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** The key as a PEM file that only its owner may read. */
    public void writeKey(Path file) throws Exception {
        Key key = Objects.requireNonNull(keys().getKey("server", PASSWORD.toCharArray()));
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }

    private static void keytool(Path keystore, String options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(options.split(" ", -1)));
        command.addAll(List.of("-alias", "server", "-keystore", keystore.toString(), "-storepass", PASSWORD));
        Process made = new ProcessBuilder(command).inheritIO().start();
        if (made.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }
}
