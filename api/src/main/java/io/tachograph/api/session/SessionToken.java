package io.tachograph.api.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser shows instead of a key: the key's id and an end, signed with the key's digest. So every instance that knows
 * the key understands it, also after a restart, and it ends with the key. Immutable.
 *
 * @param keyId whose it is
 * @param endsAt when it no longer counts, in whole seconds
 * @param signature over both
 */
public record SessionToken(String keyId, Instant endsAt, String signature) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,200})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** A token of a key until a time. */
    public static SessionToken sign(String keyId, Instant endsAt, byte[] keyDigest) {
        return new SessionToken(keyId, endsAt, signature(keyId, endsAt, keyDigest));
    }

    /** Reads what {@link #text} wrote; empty when it is nothing of the kind. */
    public static Optional<SessionToken> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String keyId = new String(Base64.getUrlDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
        Instant endsAt = Instant.ofEpochSecond(Long.parseLong(matcher.group(2)));
        return Optional.of(new SessionToken(keyId, endsAt, matcher.group(3)));
    }

    /** Whether this key's digest signed it and it has not ended. */
    public boolean isGood(byte[] keyDigest, Instant now) {
        byte[] expected = signature(keyId, endsAt, keyDigest).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII)) && now.isBefore(endsAt);
    }

    /** In the characters of a cookie. */
    public String text() {
        return TEXT.encodeToString(keyId.getBytes(StandardCharsets.UTF_8)) + "." + endsAt.getEpochSecond() + "."
                + signature;
    }

    private static String signature(String keyId, Instant endsAt, byte[] keyDigest) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyDigest, "HmacSHA256"));
            String signed = "tachograph session\n" + endsAt.getEpochSecond() + "\n" + keyId;
            return TEXT.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }

    /** Without the signature, which is a secret. */
    @Override
    public String toString() {
        return "SessionToken[" + keyId + " until " + endsAt + "]";
    }
}
