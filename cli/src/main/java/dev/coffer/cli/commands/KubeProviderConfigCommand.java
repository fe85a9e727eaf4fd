package dev.coffer.cli.commands;

import dev.coffer.api.image.ImageReference;
import dev.coffer.cli.kube.RoutePatterns;
import dev.coffer.core.Coffer;
import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.kubernetes.matching.InvalidImagePatternException;
import dev.coffer.kubernetes.providers.Finding;
import dev.coffer.kubernetes.providers.PluginSetup;
import dev.coffer.kubernetes.providers.ProviderConfigReader;
import dev.coffer.kubernetes.providers.ProviderConfigWriter;
import dev.coffer.kubernetes.providers.ProviderReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer kube provider-config}. */
@Command(
        name = "provider-config",
        description = {
            "Writes the configuration with which a kubelet asks Coffer for credentials, or checks one.",
            "Without a PATTERN the kubelet asks for the servers of the routes to helpers and for the registries of clouds.",
        },
        mixinStandardHelpOptions = true)
final class KubeProviderConfigCommand implements Callable<Integer> {
    /** What is answered for a login of which nobody knows when it ends is asked again after this time. */
    private static final Duration DEFAULT_CACHE_DURATION = Duration.ofMinutes(10);

    private static final Path PROGRAM = Path.of("/usr/local/bin/coffer");
    private static final Path CONFIG_FILE = Path.of("/etc/kubernetes/image-credential-provider.yaml");
    private static final Path BIN_FOLDER = Path.of("/usr/local/libexec/kubernetes/image-credential-provider");

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..*",
            description = "host[:port][/path] in the kubelet's language: a * stands for one part of the host or a piece"
                    + " of one; the path is the beginning of an image's; no port is none, not 443.")
    private List<String> patterns = new ArrayList<>();

    @Mixin
    private final TokenOptions tokens = new TokenOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "coffer-credential-provider",
            description = "The plugin's name, under which the program is linked; without it, ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "A variable for the plugin, such as COFFER_HOME; never a secret, since everybody on the node may"
                            + " read the configuration.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--bin-dir",
            paramLabel = "DIR",
            description = "The kubelet's folder of plugins. With --check, the plugins are looked for there.")
    private @Nullable Path binFolder;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Check this configuration, a file or a folder of files, in place of writing one.")
    private @Nullable Path check;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            converter = ImageConverter.class,
            description = "With --check: say which plugins the kubelet runs for this image.")
    private @Nullable ImageReference image;

    @Option(names = "--json", description = "With --check: a JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    KubeProviderConfigCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        return check == null ? write() : check(check);
    }

    private int check(Path config) throws IOException {
        if (!patterns.isEmpty()) {
            throw wrong("a PATTERN is for writing; to ask about an image, give --image IMAGE");
        }
        ProviderReport report;
        try {
            report = ProviderConfigReader.read(config, Optional.ofNullable(binFolder));
        } catch (NoSuchFileException missing) {
            return output.fail("there is no " + config, "");
        }
        ProviderReportView view = new ProviderReportView(report, Optional.ofNullable(image));
        if (json) {
            output.write(view.json());
        } else {
            view.lines().forEach(output::print);
        }
        return report.isAccepted() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private int write() throws IOException {
        if (image != null || json) {
            throw wrong("--image and --json are for --check");
        }
        String yaml = ProviderConfigWriter.write(setup());
        for (Finding finding : ProviderConfigReader.check(CONFIG_FILE, yaml).findings()) {
            if (finding.severity() == Finding.Severity.ERROR) {
                throw wrong("a kubelet would not start with this: " + finding.problem());
            }
            output.note(finding.problem());
        }
        output.write(yaml.getBytes(StandardCharsets.UTF_8));
        return ExitStatus.DONE;
    }

    private PluginSetup setup() throws IOException {
        try {
            return new PluginSetup(
                    name,
                    patterns.isEmpty() ? patternsOfRoutes() : patterns(),
                    DEFAULT_CACHE_DURATION,
                    environment,
                    tokens.read(),
                    PROGRAM,
                    CONFIG_FILE,
                    binFolder == null ? BIN_FOLDER : binFolder.toAbsolutePath());
        } catch (IllegalArgumentException wrong) {
            throw wrong(String.valueOf(wrong.getMessage()));
        }
    }

    /** Read here, because of an argument that may be missing picocli does not say what is wrong about it. */
    private List<ImagePattern> patterns() {
        List<ImagePattern> read = new ArrayList<>();
        for (String text : patterns) {
            try {
                ImagePattern pattern = ImagePattern.parse(text);
                pattern.whyNever().ifPresent(why -> {
                    throw wrong("no image matches " + text + ": " + why);
                });
                read.add(pattern);
            } catch (InvalidImagePatternException unparsable) {
                throw wrong(text + " " + unparsable.getMessage());
            }
        }
        return read;
    }

    private List<ImagePattern> patternsOfRoutes() throws IOException {
        RoutePatterns found = RoutePatterns.of(Coffer.open().routes());
        found.leftOut().forEach(output::note);
        return found.patterns();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
