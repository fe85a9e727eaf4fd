package dev.coffer.cloud.gcr;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.http.Http;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** Acting as a service account with the token of somebody who may. */
final class Impersonation {
    private static final int SECONDS = 3600;

    private final String account;
    private final Http http;
    private final InstantSource clock;

    /**
     * Makes an impersonation.
     *
     * @param account an e-mail address; see {@link #isAccount}
     */
    Impersonation(String account, Http http, InstantSource clock) {
        this.account = account;
        this.http = http;
        this.clock = clock;
    }

    /** True for the e-mail address of a service account: it becomes part of a URL, so nothing else may be in it. */
    static boolean isAccount(String text) {
        int at = text.indexOf('@');
        if (at <= 0 || at != text.lastIndexOf('@') || at == text.length() - 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "@.-_".indexOf(c) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    String name() {
        return "impersonate " + account;
    }

    Reply token(Reply.Token own, Deadline deadline) {
        GoogleTransport transport = new GoogleTransport(http, deadline);
        try {
            // Without an end, so that the library does not think about renewing it.
            GoogleCredentials source = GoogleCredentials.create(
                    AccessToken.newBuilder().setTokenValue(own.value().text()).build());
            AccessToken token = ImpersonatedCredentials.create(
                            source, account, List.of(), KeyFileSource.SCOPES, SECONDS, () -> transport)
                    .refreshAccessToken();
            return Tokens.of(token, account, "acts as this account", clock);
        } catch (IOException | RuntimeException failed) {
            return new LibraryFailure(transport, false, true).explain(failed, account);
        }
    }
}
