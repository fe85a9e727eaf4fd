package dev.coffer.cli.commands;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Coffer;
import dev.coffer.kubernetes.secrets.PullSecret;
import dev.coffer.kubernetes.secrets.PullSecretException;
import dev.coffer.kubernetes.secrets.RefreshPlan;
import dev.coffer.kubernetes.secrets.SecretType;
import dev.coffer.kubernetes.secrets.ServerLogin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer kube pull-secret}: either the whole secret or nothing. */
@Command(
        name = "pull-secret",
        description = {
            "Writes an image pull secret with what Coffer would answer for the servers, for kubectl apply --server-side.",
            "What is written holds the passwords.",
        },
        mixinStandardHelpOptions = true)
final class KubePullSecretCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVER", arity = "1..*", description = "The registries: host[:port][/path].")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "The secret's namespace; without it kubectl's.")
    private @Nullable String namespace;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "coffer",
            description = "The secret's name; without it, ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(names = "--dockercfg", description = "The older type, kubernetes.io/dockercfg.")
    private boolean dockercfg;

    @Option(names = "--json", description = "JSON in place of YAML.")
    private boolean json;

    @Option(
            names = "--refresh-every",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Also write what renews the secret this often, as 6h or 30m; with --image and -n.")
    private @Nullable Duration refreshEvery;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "With --refresh-every: a container image with coffer, kubectl and a shell.")
    private @Nullable String image;

    @Option(
            names = "--account-annotation",
            paramLabel = "KEY=VALUE",
            description =
                    "With --refresh-every: an annotation of the service account that renews, such as its cloud role.")
    private Map<String, String> accountAnnotations = new LinkedHashMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    KubePullSecretCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        if ((refreshEvery == null) != (image == null) || (refreshEvery == null && !accountAnnotations.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--refresh-every TIME and --image IMAGE belong together, the annotations to both");
        }
        Optional<List<ServerLogin>> logins = logins(Coffer.open());
        if (logins.isEmpty()) {
            return output.fail("nothing was written", "");
        }
        SecretType type = dockercfg ? SecretType.DOCKERCFG : SecretType.DOCKERCONFIGJSON;
        PullSecret secret = new PullSecret(name, Optional.ofNullable(namespace), logins.get(), type);
        if (refreshEvery != null && image != null) {
            RefreshPlan plan = new RefreshPlan(secret, image, refreshEvery, accountAnnotations);
            plan.requireBeforeExpiry(Instant.now());
            write(json ? plan.toJson() : plan.toYaml());
        } else {
            secret.expires()
                    .ifPresent(end -> output.note("the secret is good until " + end + " ("
                            + TimeLeft.until(end, Instant.now()) + "); --refresh-every renews it"));
            write(json ? secret.toJson() : secret.toYaml());
        }
        return ExitStatus.DONE;
    }

    /** The credentials of all servers; empty when one has none that a kubelet could use, which has been said then. */
    private Optional<List<ServerLogin>> logins(Coffer coffer) {
        List<ServerLogin> logins = new ArrayList<>();
        for (ServerAddress server : addresses()) {
            switch (coffer.get(Request.of(server))) {
                case Lookup.Found found -> login(server, found).ifPresent(logins::add);
                case Lookup.Absent absent -> {
                    output.note("there is no credential for " + server.spelling());
                    absent.why().forEach(reason -> output.note("  " + reason.text()));
                }
                case Lookup.Unavailable unavailable -> output.fail(unavailable);
            }
        }
        return logins.size() == servers.size() ? Optional.of(logins) : Optional.empty();
    }

    /** Read here, because of an argument after the first one picocli does not say what is wrong about it. */
    private List<ServerAddress> addresses() {
        List<ServerAddress> read = new ArrayList<>();
        for (String text : servers) {
            try {
                read.add(ServerAddress.parse(text));
            } catch (InvalidServerAddressException bad) {
                throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()));
            }
        }
        return read;
    }

    private Optional<ServerLogin> login(ServerAddress server, Lookup.Found found) {
        try {
            return Optional.of(new ServerLogin(server, found.credential()));
        } catch (PullSecretException unusable) {
            output.note(String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }

    private void write(Secret manifest) {
        try (manifest) {
            output.write(manifest.copyBytes());
        }
    }
}
