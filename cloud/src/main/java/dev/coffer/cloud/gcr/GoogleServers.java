package dev.coffer.cloud.gcr;

import dev.coffer.cloud.servers.TokenServers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which servers a credential file may name. What such a file says is somebody else's word; Google itself warns against
 * files of unknown origin.
 */
final class GoogleServers {
    /** {@code accounts.google.com} stands in old key files as the host of {@code token_uri}. */
    private static final List<String> GOOGLE = List.of("googleapis.com", "accounts.google.com");

    /**
     * Where an identity from elsewhere may be fetched: from the machine's own metadata server, which needs no name here,
     * or from GitHub, whose workflows are the commonest user of such files.
     */
    private static final List<String> SUBJECTS = List.of("actions.githubusercontent.com");

    /** Where Google looks an AWS identity up. */
    private static final List<String> AWS_STS = List.of("amazonaws.com", "amazonaws.com.cn");

    private static final Set<String> METADATA_NAMES = Set.of("metadata.google.internal", "metadata.google.internal.");

    private final TokenServers google;
    private final TokenServers subjects;
    private final TokenServers aws;

    GoogleServers(Set<String> allowedHosts) {
        this.google = new TokenServers(GOOGLE, allowedHosts);
        this.subjects = new TokenServers(SUBJECTS, allowedHosts);
        this.aws = new TokenServers(AWS_STS, allowedHosts);
    }

    /**
     * Why an address must not be used.
     *
     * @param host the host to allow, if the address is right after all; empty when that would not help
     */
    record Objection(String text, String host) {
        String remedy() {
            return host.isEmpty() ? "" : TokenServers.remedy(host);
        }
    }

    /** Objects to a server that is to be told one of Google's secrets. */
    Optional<Objection> toTokenServer(String address, String named) {
        return objection(google, address, named);
    }

    /** Objects to a server that is to say who we are elsewhere. */
    Optional<Objection> toSubjectServer(String address, String named) {
        Optional<URI> uri = parse(address);
        return uri.isPresent() && isMetadata(uri.get()) ? Optional.empty() : objection(subjects, address, named);
    }

    /** Objects to a server that a request is signed for with AWS keys. */
    Optional<Objection> toAws(String address, String named) {
        return objection(aws, address.replace("{region}", "region"), named);
    }

    /** True for http to a server that only this machine can mean: loopback, link-local, Google's metadata server. */
    static boolean isMetadata(URI uri) {
        String host = uri.getHost();
        return host != null
                && uri.getRawUserInfo() == null
                && "http".equalsIgnoreCase(uri.getScheme())
                && (TokenServers.isNear(host) || METADATA_NAMES.contains(host.toLowerCase(Locale.ROOT)));
    }

    private static Optional<Objection> objection(TokenServers servers, String address, String named) {
        Optional<URI> uri = parse(address);
        if (uri.isEmpty()) {
            return Optional.of(new Objection("the address in " + named + " is none", ""));
        }
        return servers.objection(uri.get(), named).map(text -> {
            String host = uri.get().getHost();
            return new Objection(Line.of(text), host == null ? "" : Line.of(host));
        });
    }

    private static Optional<URI> parse(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
