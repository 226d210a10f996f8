package io.tachograph.client.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates from a PEM file; whatever else is in it (comments, keys) is passed over. */
final class CaFile {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", Pattern.DOTALL);

    private CaFile() {}

    /** @throws IllegalArgumentException with a sentence that names the file */
    static List<X509Certificate> read(Path file) {
        Matcher blocks = CERTIFICATE.matcher(text(file));
        List<X509Certificate> certificates = new ArrayList<>();
        while (blocks.find()) {
            certificates.add(certificate(file, certificates.size() + 1, blocks.group()));
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("CA file " + file + " holds no certificate in PEM form");
        }
        return certificates;
    }

    private static String text(Path file) {
        try {
            // Any byte is a character in Latin 1, so that comments in any encoding do not matter.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("CA file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("CA file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(Path file, int ordinal, String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "CA file " + file + ": certificate " + ordinal + " is damaged: " + e.getMessage(), e);
        }
    }
}
