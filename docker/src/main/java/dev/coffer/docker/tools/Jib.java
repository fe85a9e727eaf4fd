package dev.coffer.docker.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** jib's choice of places. */
final class Jib {
    private static final List<String> HUB =
            List.of("registry.hub.docker.com", Hub.INDEX_HOST, Hub.REGISTRY_HOST, "docker.io");

    private Jib() {}

    /** The registry and then its other names; Docker Hub is {@code registry-1.docker.io} unless it is asked by name. */
    static List<Asking> askings(Target target) {
        String registry = target.registry().equals("docker.io") ? Hub.REGISTRY_HOST : target.registry();
        List<String> aliases = new ArrayList<>();
        aliases.add(registry);
        if (HUB.contains(registry)) {
            HUB.stream().filter(name -> !name.equals(registry)).forEach(aliases::add);
        }
        return List.of(new Asking(registry, aliases, registry));
    }

    /** {@code dockerConfig()} of the library: the file in the home folder and no other. */
    static List<Source> library(Inquiry inquiry) {
        return List.of(new JibFile(inquiry.world().home().resolve(".docker", "config.json"), false));
    }

    /** The retrievers of the plugins, after what the build itself names. */
    static List<Source> plugins(Inquiry inquiry) {
        List<Source> sources = new ArrayList<>();
        for (Path file : files(inquiry)) {
            sources.add(new JibFile(file, file.endsWith(".dockercfg")));
        }
        sources.add(Jib::wellKnownHelper);
        sources.add(Jib::google);
        return sources;
    }

    private static Set<Path> files(Inquiry inquiry) {
        Path home = inquiry.world().home();
        Set<Path> files = new LinkedHashSet<>();
        for (String variable : List.of("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")) {
            inquiry.pathIn(variable).ifPresent(folder -> files.add(podmans(folder)));
        }
        files.add(podmans(home.resolve(".config")));
        inquiry.pathIn("DOCKER_CONFIG").ifPresent(folder -> addDockers(folder, files));
        addDockers(home.resolve(".docker"), files);
        return files;
    }

    private static Path podmans(Path folder) {
        return folder.resolve("containers", "auth.json");
    }

    private static void addDockers(Path folder, Set<Path> files) {
        for (String name : List.of("config.json", ".dockerconfigjson", ".dockercfg")) {
            files.add(folder.resolve(name));
        }
    }

    private static Optional<ToolOutcome.Uses> wellKnownHelper(Asking asking, Inquiry inquiry) throws StoppedException {
        String name;
        if (asking.helperKey().endsWith("gcr.io")) {
            name = "gcr";
        } else if (asking.helperKey().endsWith("amazonaws.com")) {
            name = "ecr-login";
        } else {
            return Optional.empty();
        }
        return JibFile.answer(new JavaHelper(name, asking.helperKey()), inquiry);
    }

    /** Google's application default credentials; the token that jib would fetch with them is not known. */
    private static Optional<ToolOutcome.Uses> google(Asking asking, Inquiry inquiry) {
        if (!asking.helperKey().endsWith("gcr.io") && !asking.helperKey().endsWith("docker.pkg.dev")) {
            return Optional.empty();
        }
        Path file = inquiry.pathIn("GOOGLE_APPLICATION_CREDENTIALS")
                .orElse(inquiry.world().home().resolve(".config", "gcloud", "application_default_credentials.json"));
        if (!(inquiry.world().read(file) instanceof FileContent.Bytes)) {
            return Optional.empty();
        }
        inquiry.note(file, "an access token is fetched with it");
        return Optional.of(new ToolOutcome.Uses(
                new ToolCredential(
                        Optional.of("oauth2accesstoken"), Optional.empty(), Optional.empty(), Optional.empty()),
                new CredentialPlace.Entry(file, "application default credentials")));
    }
}
