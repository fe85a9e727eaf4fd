package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.TokenServers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses that the environment names. */
final class Addresses {
    private Addresses() {}

    /** Reads an address. */
    static URI parse(String text, String variable) throws RefusedException {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new RefusedException(
                    Kind.REFUSED,
                    "the value of " + variable + " is no address",
                    "correct " + variable + ", or unset it");
        }
    }

    /**
     * An address of this machine's own identity service: on loopback or link-local, since plain http is usual there and
     * the secret that goes there is worth a token. Any other has to be https and allowed by the settings.
     */
    static URI identityService(String text, String variable, TokenServers servers) throws RefusedException {
        URI uri = parse(text, variable);
        String host = uri.getHost();
        boolean isNear = host != null
                && uri.getRawUserInfo() == null
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && TokenServers.isNear(host);
        if (isNear) {
            return uri;
        }
        requireAllowed(uri, variable, servers);
        return uri;
    }

    /** Refuses an address that may not be told a secret. */
    static void requireAllowed(URI uri, String variable, TokenServers servers) throws RefusedException {
        Optional<String> objection = servers.objection(uri, variable);
        if (objection.isPresent()) {
            throw new RefusedException(
                    Kind.REFUSED,
                    objection.get(),
                    uri.getHost() == null
                            ? "correct " + variable + ", or unset it"
                            : TokenServers.remedy(uri.getHost()));
        }
    }
}
