package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.TokenServers;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Hosts;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keys from the server that a container is given: ECS, EKS Pod Identity, Greengrass. Not by the SDK, whose own way there
 * trusts the JDK's authorities rather than the system's, and any https address.
 *
 * @param allowed hosts that the settings allow as token servers
 */
record ContainerKeys(Environment environment, Http http, Deadline deadline, Set<String> allowed, InstantSource clock)
        implements ChainElement {
    private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private static final String TOKEN_FILE = TOKEN + "_FILE";
    private static final String ECS = "http://169.254.170.2";

    /** ECS and EKS, the latter by IPv6 too. */
    private static final Set<String> OWN = Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    private static final int SERVER_ERROR = 500;
    private static final int OK = 200;

    @Override
    public String name() {
        return "container";
    }

    @Override
    public Search search() throws AwsFailure {
        Optional<String> relative = environment.get(RELATIVE);
        Optional<String> full = environment.get(FULL);
        if (relative.isEmpty() && full.isEmpty()) {
            return new Search.NotSet(RELATIVE + " and " + FULL + " are not set");
        }
        URI uri = relative.isPresent() ? uri(ECS + relative.get(), RELATIVE) : uri(full.orElse(""), FULL);
        if (relative.isPresent() && !"169.254.170.2".equals(uri.getHost())) {
            throw new AwsFailure(Kind.REFUSED, RELATIVE + " holds no path", "correct or unset it");
        }
        requireTrusted(uri);
        Call call = Call.get(uri).direct().with("Accept", "application/json");
        Optional<String> token = token();
        if (token.isPresent()) {
            call = call.with("Authorization", token.get());
        }
        return new Search.Found(
                Identity.of(KeysDocument.read(ask(call), "the container's credential server", "Token", clock)));
    }

    private byte[] ask(Call call) throws AwsFailure {
        try {
            Answer answer = http.send(call, deadline.left());
            if (answer.status() != OK) {
                throw new AwsFailure(
                        answer.status() >= SERVER_ERROR ? Kind.UNREACHABLE : Kind.REFUSED,
                        "the container's credential server " + call.uri().getRawAuthority() + " answered "
                                + answer.status(),
                        "check the task's role (ECS) or the pod identity association (EKS)");
            }
            return answer.body();
        } catch (HttpFailure failure) {
            throw AwsFailure.of(failure);
        }
    }

    private void requireTrusted(URI uri) throws AwsFailure {
        String host = String.valueOf(uri.getHost());
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) && uri.getRawUserInfo() == null;
        if (isHttp && (OWN.contains(host) || Hosts.isLoopback(host))) {
            return;
        }
        Optional<String> objection = new TokenServers(List.of(), allowed).objection(uri, FULL);
        if (objection.isPresent()) {
            throw new AwsFailure(
                    Kind.REFUSED, AwsFailure.quoted(objection.get()), TokenServers.remedy(AwsFailure.quoted(host)));
        }
    }

    private Optional<String> token() throws AwsFailure {
        Optional<String> file = environment.get(TOKEN_FILE);
        if (file.isPresent()) {
            return Optional.of(usable(TokenFile.read(file.get(), TOKEN_FILE), TOKEN_FILE));
        }
        Optional<String> token = environment.get(TOKEN);
        return token.isPresent() ? Optional.of(usable(token.get(), TOKEN)) : Optional.empty();
    }

    /** A token that may stand in a header: without line breaks or other control characters. */
    private static String usable(String token, String named) throws AwsFailure {
        if (token.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new AwsFailure(
                    Kind.DAMAGED, "the token in " + named + " holds characters that are none of a token", "");
        }
        return token;
    }

    private static URI uri(String text, String named) throws AwsFailure {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new AwsFailure(Kind.REFUSED, named + " holds no address", "correct or unset it");
        }
    }
}
