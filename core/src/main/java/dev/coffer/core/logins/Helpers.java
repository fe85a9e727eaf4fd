package dev.coffer.core.logins;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Explanation;
import dev.coffer.docker.helper.HelperClient;
import dev.coffer.docker.helper.HelperTrace;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.terminal.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs the credential helpers that files name.
 *
 * @param environment the variables that helpers get, and the {@code PATH} on which they are looked for
 * @param limit how long a helper may take
 */
record Helpers(Environment environment, Duration limit, HelperTrace trace) {
    /** Asks a helper, unless its answer is remembered, for the host that an image's registry has. */
    Optional<Lookup> ask(String suffix, ServerAddress server, Answers answers, List<Reason> steps) {
        if (!HelperClient.isHelperName(suffix)) {
            return Optional.of(new Lookup.Unavailable(
                    Kind.REFUSED,
                    new Reason(
                            "`" + Printable.escape(suffix) + "` is no name of a credential helper, so it is not run"),
                    "mend the file that names it"));
        }
        ServerAddress host = host(server);
        Explanation answer = answers.get(suffix + " " + host.identity(), () -> run(suffix, host));
        switch (answer.answer()) {
            case Lookup.Found _ -> steps.add(new Reason("docker-credential-" + suffix + " has a login"));
            case Lookup.Absent(List<Reason> why) -> steps.addAll(why);
            case Lookup.Unavailable failure -> steps.add(failure.why());
        }
        return answer.answer() instanceof Lookup.Absent ? Optional.empty() : Optional.of(answer.answer());
    }

    private Explanation run(String suffix, ServerAddress host) {
        ProgramFinder programs = ProgramFinder.on(environment.get("PATH").orElse(""));
        Lookup answer =
                new HelperClient(suffix, programs, environment, trace).get(new Request(host, Optional.empty(), limit));
        return new Explanation(answer, List.of());
    }

    /** Docker's helpers know hosts only. Any path of Hub's is Hub's. */
    private static ServerAddress host(ServerAddress server) {
        ServerAddress host = ServerAddress.parse(server.authority());
        return host.isHub() ? ServerAddress.hub() : host;
    }
}
