package dev.coffer.cli;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.WorkloadToken;
import dev.coffer.core.Coffer;
import dev.coffer.kubernetes.kubelet.AnswerScope;
import dev.coffer.kubernetes.kubelet.InvalidPluginRequestException;
import dev.coffer.kubernetes.kubelet.PluginRequest;
import dev.coffer.kubernetes.kubelet.PluginResponse;
import dev.coffer.kubernetes.kubelet.UnusableCredentialException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.terminal.Printable;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The program as a kubelet's credential provider: one request on standard input, one answer on standard output, whatever
 * its arguments are. What went wrong is said on standard error, which the kubelet logs when the exit status is not 0.
 */
final class ProviderProgram {
    /** Its own name, and those of the clouds' providers whose place it can take. */
    static final Set<String> NAMES = Set.of(
            "coffer-credential-provider", AzureProviderConfig.PROVIDER, "ecr-credential-provider", "auth-provider-gcp");

    /** The kubelet kills a provider after a minute; what is late is said before. */
    private static final Duration LIMIT = Duration.ofSeconds(50);

    /** A login that was just made is found by the next pull but one, and a public image costs no process a pull. */
    private static final Duration ABSENCE_KEPT = Duration.ofMinutes(1);

    private static final Set<String> DOCKER_ACTIONS = Set.of("get", "store", "erase", "list");

    private final String program;
    private final OutputStream out;
    private final OutputStream err;

    ProviderProgram(String program, OutputStream out, OutputStream err) {
        this.program = program;
        this.out = out;
        this.err = err;
    }

    static int run(ProgramName name, String[] args) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        ProviderProgram provider = new ProviderProgram(name.value(), out, err);
        try {
            byte[] input = new FileInputStream(FileDescriptor.in).readNBytes(PluginRequest.MAX_BYTES + 1);
            if (args.length == 1 && DOCKER_ACTIONS.contains(args[0]) && !PluginRequest.isLikely(input)) {
                provider.say("this is a question in Docker's protocol, so it is answered as docker-credential-coffer");
                return new HelperProgram(name.value(), out, err).run(args, new ByteArrayInputStream(input));
            }
            Environment environment = Environment.ofProcess();
            return provider.answer(
                    input,
                    name.value().equals(AzureProviderConfig.PROVIDER)
                            ? AzureProviderConfig.apply(args, environment)
                            : environment);
        } catch (IOException unusable) {
            return provider.fail(String.valueOf(unusable.getMessage()));
        }
    }

    /** Answers one request and returns the exit status. */
    int answer(byte[] input, Environment environment) throws IOException {
        PluginRequest request;
        try {
            request = PluginRequest.read(input);
        } catch (InvalidPluginRequestException invalid) {
            return fail(String.valueOf(invalid.getMessage()));
        }
        if (!request.unknownFields().isEmpty()) {
            say("the request has fields that are not known here: " + String.join(", ", request.unknownFields()));
        }
        Coffer coffer = Coffer.open(environment);
        Lookup answer = coffer.get(new Request(server(request), Optional.empty(), LIMIT, workload(request)));
        return switch (answer) {
            case Lookup.Found found -> write(request, found, coffer);
            case Lookup.Absent absent -> {
                for (Reason reason : absent.why()) {
                    say(request.image().repository() + ": " + reason.text());
                }
                out.write(PluginResponse.none(request, ABSENCE_KEPT).toJson());
                yield 0;
            }
            case Lookup.Unavailable unavailable -> fail(unavailable);
        };
    }

    /** A pod's service account asks for itself, where the kubelet hands its token over. */
    private static Optional<WorkloadToken> workload(PluginRequest request) {
        return request.serviceAccountToken()
                .map(token -> new WorkloadToken(token, request.serviceAccountAnnotations()));
    }

    private static ServerAddress server(PluginRequest request) {
        return ServerAddress.parse(request.image().repository());
    }

    private int write(PluginRequest request, Lookup.Found found, Coffer coffer) throws IOException {
        Instant now = Instant.now();
        if (found.credential().isExpiredAt(now)) {
            return fail("the credential for " + request.image().registry() + " has expired");
        }
        AnswerScope scope = AnswerScope.of(
                request,
                coffer.dependsOnPath(server(request), found),
                found.credential().expires(),
                now);
        try {
            out.write(PluginResponse.found(request.version(), scope, found.credential())
                    .toJson());
            return 0;
        } catch (UnusableCredentialException unusable) {
            return fail(String.valueOf(unusable.getMessage()));
        }
    }

    private int fail(Lookup.Unavailable unavailable) {
        say(unavailable.why().text());
        unavailable.tried().forEach(reason -> say("  " + reason.text()));
        if (!unavailable.whatToDo().isEmpty()) {
            say("  " + unavailable.whatToDo());
        }
        return 1;
    }

    private int fail(String message) {
        say(message);
        return 1;
    }

    void say(String line) {
        try {
            err.write((program + ": " + Printable.escape(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // Nobody listens: the exit status has to do.
            return;
        }
    }
}
