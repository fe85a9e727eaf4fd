package dev.coffer.core.tokens;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.WorkloadToken;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A user's home with a cache, a clock that can be set, and a cloud. */
final class Sandbox {
    static final String ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    final Path home;
    final Map<String, String> variables = new TreeMap<>();
    Instant now = START;
    final FakeCloud cloud = new FakeCloud(() -> now);

    Sandbox(Path home) {
        this.home = home;
        variables.put("HOME", home.toString());
    }

    Places places() throws IOException {
        return Places.of(new Environment(variables));
    }

    Tokens tokens() throws IOException {
        return new Tokens(new Environment(variables), places(), Set.of(), cloud, () -> now);
    }

    Path folder() throws IOException {
        return places().data().resolve("cache");
    }

    Path identity() throws IOException {
        return places().identity().resolve("cache-identity");
    }

    /** The files of tokens. */
    Path[] files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(TokenKey.TOKEN_SUFFIX))
                    .sorted()
                    .toArray(Path[]::new);
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Lookup ask() throws IOException {
        return ask(ECR, Map.of());
    }

    Lookup ask(String server, Map<String, String> options) throws IOException {
        return ask(tokens(), server, options, Request.DEFAULT_LIMIT);
    }

    static Lookup ask(Tokens tokens, String server, Map<String, String> options, Duration limit) {
        ServerAddress address = ServerAddress.parse(server);
        CloudRegistry registry = CloudRegistry.of(address).orElseThrow();
        return tokens.get(new Request(address, Optional.empty(), limit), registry, options);
    }

    /** A workload asks, with its own token. */
    Lookup askAs(WorkloadToken workload) throws IOException {
        Request request = Request.of(ServerAddress.parse(ECR), workload);
        return tokens().get(request, CloudRegistry.of(request.server()).orElseThrow(), Map.of());
    }

    String token() throws IOException {
        return token(ask());
    }

    static String token(Lookup answer) {
        return switch (answer) {
            case Lookup.Found found -> found.credential().secret().text().substring(FakeCloud.CANARY.length() + 1);
            case Lookup.Absent absent -> "absent: " + absent.why();
            case Lookup.Unavailable unavailable -> unavailable.kind() + ": " + unavailable.why();
        };
    }

    static String firstNote(Lookup answer) {
        return answer instanceof Lookup.Found found
                ? found.notes().stream().map(Reason::text).findFirst().orElse("")
                : answer.toString();
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
