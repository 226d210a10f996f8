package io.tachograph.collectors.source.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a request as AWS' documentation has it, step by step, to hold the library's against. */
final class SigV4 {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/((\\d{8})/([^/]+)/([^/]+)/aws4_request), SignedHeaders=([^,]+),"
                    + " Signature=([0-9a-f]{64})");

    private SigV4() {}

    /**
     * @param query in canonical form
     * @param headers value of a request's header by its name
     * @return whether the secret has signed that
     */
    static boolean isSigned(
            String method, String path, String query, UnaryOperator<String> headers, byte[] body, String secret)
            throws GeneralSecurityException {
        Matcher shown = AUTHORIZATION.matcher(headers.apply("Authorization"));
        return shown.matches()
                && signature(method, path, query, headers, body, secret, shown).equals(shown.group(7));
    }

    private static String signature(
            String method,
            String path,
            String query,
            UnaryOperator<String> headers,
            byte[] body,
            String secret,
            Matcher shown)
            throws GeneralSecurityException {
        String signed = Arrays.stream(shown.group(6).split(";", -1))
                .map(name -> name.toLowerCase(Locale.ROOT) + ":"
                        + headers.apply(name).strip() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join("\n", method, path, query, signed, shown.group(6), hex(sha256(body)));
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                headers.apply("X-Amz-Date"),
                shown.group(2),
                hex(sha256(canonical.getBytes(UTF_8))));
        byte[] key = ("AWS4" + secret).getBytes(UTF_8);
        for (String part : new String[] {shown.group(3), shown.group(4), shown.group(5), "aws4_request"}) {
            key = hmac(key, part);
        }
        return hex(hmac(key, toSign));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
