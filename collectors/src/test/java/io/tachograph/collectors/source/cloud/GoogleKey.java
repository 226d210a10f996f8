package io.tachograph.collectors.source.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;

/** The key of a service account. */
record GoogleKey(KeyPair pair) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static GoogleKey make() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return new GoogleKey(generator.generateKeyPair());
    }

    PublicKey verifier() {
        return pair.getPublic();
    }

    /** The file that Google gives out with it, for an account that gets its tokens at this server. */
    Path write(Path file, String server) throws IOException {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(
                file,
                JSON.writeValueAsString(Map.of(
                        "type", "service_account",
                        "project_id", "shop-1",
                        "private_key_id", "1",
                        "private_key", pem,
                        "client_email", "reader@shop-1.iam.gserviceaccount.com",
                        "client_id", "1",
                        "token_uri", server + "/token")));
    }
}
