package io.tachograph.collectors.source.cloud;

import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Credentials;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.PageRequest;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A token of Microsoft Entra, which its own library gets, keeps and renews. Thread-safe. */
final class AzureToken implements Credentials {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("AADSTS(\\d{3,9})");

    /** What Entra's codes mean, as far as somebody here can do something about it. */
    private static final Map<String, String> TO_DO = Map.of(
            "7000215", "the secret is wrong: it is the secret's value that counts, not its id",
            "7000222", "the secret has expired",
            "700016", "it knows no application of this client-id in this directory",
            "90002", "it knows no directory of this directory-id",
            "700211", "the application does not trust this cluster's issuer of tokens",
            "700213", "the application does not trust this service account",
            "700024", "the token is not valid now: is this host's clock right?");

    private final Opened<SimpleTokenCache> tokens;

    /** @param scope what the token is for */
    AzureToken(Opened.Opener<TokenCredential> opener, String scope) {
        TokenRequestContext request = new TokenRequestContext().addScopes(scope);
        tokens = new Opened<>(() -> {
            TokenCredential credential = opener.open();
            return new SimpleTokenCache(() -> credential.getToken(request));
        });
    }

    @Override
    public Map<String, String> headers(PageRequest question) throws SourceException {
        try {
            return Map.of(
                    "Authorization",
                    "Bearer " + tokens.get().getToken().block(LONGEST).getToken());
        } catch (CredentialUnavailableException e) {
            throw new SourceException(
                    FailureKind.REFUSED,
                    "there is no such identity here: is it assigned to this machine, or identity another one?");
        } catch (ClientAuthenticationException e) {
            throw refused(e);
        } catch (RuntimeException e) {
            throw unreachable(e);
        }
    }

    @Override
    public boolean renew(Page refusal) {
        return tokens.forget(refusal);
    }

    /** Entra's sentences are long, and name people's directories: its codes say enough. */
    private static SourceException refused(Throwable failure) {
        Matcher code = CODE.matcher(String.valueOf(failure.getMessage()));
        if (!code.find()) {
            return new SourceException(FailureKind.REFUSED, "Entra gives no token");
        }
        String known = TO_DO.get(code.group(1));
        return new SourceException(
                FailureKind.REFUSED,
                "Entra gives no token (AADSTS" + code.group(1) + ")" + (known == null ? "" : ": " + known));
    }

    private static SourceException unreachable(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (CODE.matcher(String.valueOf(cause.getMessage())).find()) {
                return refused(cause);
            }
        }
        return new SourceException(
                FailureKind.UNREACHABLE, "Entra, or what stands for it on this machine, does not answer");
    }
}
