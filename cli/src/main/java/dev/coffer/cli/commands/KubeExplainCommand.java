package dev.coffer.cli.commands;

import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.kubernetes.providers.ProviderConfig.Serving;
import dev.coffer.kubernetes.providers.ProviderConfigReader;
import dev.coffer.kubernetes.providers.ProviderReport;
import dev.coffer.kubernetes.secrets.CredentialPlace;
import dev.coffer.kubernetes.secrets.NodeConfig;
import dev.coffer.kubernetes.secrets.PullExplanation;
import dev.coffer.kubernetes.secrets.SecretFile;
import dev.coffer.kubernetes.secrets.SecretType;
import dev.coffer.kubernetes.secrets.StoredPullSecret;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coffer kube explain}: shows user names, never a secret. */
@Command(
        name = "explain",
        description = "Says which credentials a kubelet tries for an image, in its order, and why not the others.",
        mixinStandardHelpOptions = true)
final class KubeExplainCommand implements Callable<Integer> {
    private static final Path DOCKERCFG = Path.of(".dockercfg");

    @Parameters(paramLabel = "IMAGE", converter = ImageConverter.class, description = "The image as the pod names it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private ImageReference image;

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description =
                    "The pull secrets of the pod, then those of its service account, as kubectl get -o yaml writes"
                            + " them.")
    private List<Path> secrets = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The node's docker configuration: config.json or .dockercfg.")
    private @Nullable Path config;

    @Option(
            names = "--provider-config",
            paramLabel = "FILE",
            description = "The node's configuration of plugins, a file or a folder, to say which are run.")
    private @Nullable Path providerConfig;

    @Option(names = "--json", description = "A JSON object.")
    private boolean json;

    private final Output output;

    KubeExplainCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        PullExplanation explanation = PullExplanation.of(image, places());
        List<Serving> plugins = explanation.failure().isEmpty() ? plugins() : List.of();
        if (json) {
            output.write(json(explanation, plugins));
        } else {
            print(explanation, plugins);
        }
        return explanation.attempts().isEmpty() && plugins.isEmpty() ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private List<CredentialPlace> places() throws IOException {
        List<CredentialPlace> places = new ArrayList<>();
        for (Path file : secrets) {
            for (StoredPullSecret secret : SecretFile.read(file.toString(), content(file))) {
                places.add(CredentialPlace.of(secret));
            }
        }
        if (config != null) {
            // Read here to say why it cannot be read: the kubelet would go on without a word.
            content(config);
            SecretType form = config.endsWith(DOCKERCFG) ? SecretType.DOCKERCFG : SecretType.DOCKERCONFIGJSON;
            NodeConfig.read(new NodeConfig.Candidate(config, form)).ifPresent(places::add);
        }
        return places;
    }

    private static byte[] content(Path file) throws IOException {
        return BoundedFile.read(file, SecretFile.MAX_BYTES)
                .orElseThrow(() -> new IOException(file + ": there is no such file"));
    }

    private List<Serving> plugins() throws IOException {
        if (providerConfig == null) {
            return List.of();
        }
        ProviderReport report = ProviderConfigReader.read(providerConfig, Optional.empty());
        if (!report.isAccepted()) {
            output.note(
                    "a kubelet does not start with " + providerConfig + "; see coffer kube provider-config --check");
        }
        return report.config().serving(image);
    }

    private void print(PullExplanation explanation, List<Serving> plugins) {
        explanation.notes().forEach(output::note);
        if (explanation.failure().isPresent()) {
            output.print(explanation.failure().get());
            return;
        }
        if (explanation.attempts().isEmpty() && plugins.isEmpty()) {
            output.print("for " + explanation.repository() + " a kubelet has no credential, and pulls without one");
        }
        Table table = new Table("", "FROM", "SERVER", "USER", "WHY");
        int rank = 1;
        for (PullExplanation.Attempt attempt : explanation.attempts()) {
            table.add(rank++ + ".", attempt.place().describe(), attempt.key(), attempt.username(), attempt.why());
        }
        for (Serving plugin : plugins) {
            table.add(
                    rank++ + ".",
                    "plugin " + plugin.provider().name(),
                    "-",
                    "-",
                    "is asked because of " + plugin.by().pattern().text());
        }
        for (PullExplanation.Passed passed : explanation.passed()) {
            table.add("-", passed.place().describe(), passed.key(), "", "not tried: " + passed.why());
        }
        table.lines().forEach(output::print);
    }

    private static byte[] json(PullExplanation explanation, List<Serving> plugins) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            json.name("image").string(explanation.repository());
            explanation.failure().ifPresent(why -> json.name("failure").string(why));
            json.name("tried").beginArray();
            for (PullExplanation.Attempt attempt : explanation.attempts()) {
                json.beginObject();
                json.name("from").string(attempt.place().describe());
                json.name("server").string(attempt.key());
                json.name("username").string(attempt.username());
                json.name("why").string(attempt.why());
                json.endObject();
            }
            json.endArray();
            json.name("plugins").beginArray();
            plugins.forEach(plugin -> json.string(plugin.provider().name()));
            json.endArray();
            json.name("passed").beginArray();
            for (PullExplanation.Passed passed : explanation.passed()) {
                json.beginObject();
                json.name("from").string(passed.place().describe());
                json.name("server").string(passed.key());
                json.name("why").string(passed.why());
                json.endObject();
            }
            json.endArray();
            json.name("notes").beginArray();
            explanation.notes().forEach(json::string);
            json.endArray();
            json.endObject();
            return JsonLine.of(json);
        }
    }
}
