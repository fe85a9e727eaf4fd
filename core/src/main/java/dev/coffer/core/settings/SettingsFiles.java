package dev.coffer.core.settings;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.YamlNode.Mapping;
import dev.coffer.core.settings.YamlNode.Scalar;
import dev.coffer.core.settings.YamlNode.Sequence;
import dev.coffer.docker.helper.HelperClient;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.files.TrustedFile;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the settings: the user's file over the machine's. Routes that the machine's file marks {@code locked} come
 * first; then the user's; then the machine's others.
 *
 * <p>A file that others may write is refused, and so is a name that is not known: a mistyped setting must not be
 * silently without effect.
 */
public final class SettingsFiles {
    private static final int MAX_BYTES = 1 << 20;
    private static final Set<String> SETTINGS =
            Set.of("store", "on-unavailable", "on-absent", "prompt", "collection", "token-hosts", "routes");
    private static final Set<String> ROUTE = Set.of("server", "use", "deny", "last", "locked");

    private SettingsFiles() {}

    private record ReadRoute(Route route, boolean locked) {}

    private record OneFile(
            Optional<String> store,
            Optional<OnUnavailable> onUnavailable,
            Optional<OnAbsent> onAbsent,
            Optional<PromptPolicy> prompt,
            Optional<String> collection,
            Set<String> tokenHosts,
            List<ReadRoute> routes) {
        static final OneFile NONE = new OneFile(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of());

        void addRoutes(List<Route> all, boolean locked) {
            for (ReadRoute read : routes) {
                if (read.locked() == locked) {
                    all.add(read.route());
                }
            }
        }
    }

    /**
     * Reads both files; a missing one is an empty one.
     *
     * @throws SettingsException when a file holds a mistake
     * @throws IOException when a file cannot be read or others may write it
     */
    public static Settings load(Places places) throws IOException {
        OneFile user = read(places.config());
        OneFile machine = read(places.systemConfig());
        List<Route> routes = new ArrayList<>();
        machine.addRoutes(routes, true);
        user.addRoutes(routes, true);
        user.addRoutes(routes, false);
        machine.addRoutes(routes, false);
        Set<String> tokenHosts = new LinkedHashSet<>(machine.tokenHosts());
        tokenHosts.addAll(user.tokenHosts());
        return new Settings(
                user.store().or(machine::store).orElse(Settings.DEFAULT.store()),
                user.onUnavailable().or(machine::onUnavailable).orElse(Settings.DEFAULT.onUnavailable()),
                user.onAbsent().or(machine::onAbsent).orElse(Settings.DEFAULT.onAbsent()),
                user.prompt().or(machine::prompt).orElse(Settings.DEFAULT.prompt()),
                user.collection().or(machine::collection),
                tokenHosts,
                routes);
    }

    /** One file's settings, without any other's. */
    static Settings loadOne(Path file) throws IOException {
        OneFile one = read(file);
        return new Settings(
                one.store().orElse(Settings.DEFAULT.store()),
                one.onUnavailable().orElse(Settings.DEFAULT.onUnavailable()),
                one.onAbsent().orElse(Settings.DEFAULT.onAbsent()),
                one.prompt().orElse(Settings.DEFAULT.prompt()),
                one.collection(),
                one.tokenHosts(),
                one.routes().stream().map(ReadRoute::route).toList());
    }

    private static OneFile read(Path file) throws IOException {
        Optional<byte[]> bytes = TrustedFile.read(file, MAX_BYTES);
        if (bytes.isEmpty()) {
            return OneFile.NONE;
        }
        return read(file, bytes.get());
    }

    /** Makes the folder of a settings file where there is none. One that is there may be read by others: so may settings. */
    static void makeFolder(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            PrivateFolder.ensure(folder);
        }
    }

    /** @throws SettingsException when a file with this text would hold a mistake */
    static void requireReadable(Path file, byte[] text) throws SettingsException {
        read(file, text);
    }

    private static OneFile read(Path file, byte[] text) throws SettingsException {
        try {
            return interpret(file, YamlReader.read(new String(text, StandardCharsets.UTF_8)));
        } catch (YamlReader.Mistake mistake) {
            throw new SettingsException(file, mistake.line(), String.valueOf(mistake.getMessage()));
        }
    }

    private static OneFile interpret(Path file, Mapping root) throws YamlReader.Mistake {
        refuseUnknown(root, SETTINGS);
        List<ReadRoute> routes = new ArrayList<>();
        for (YamlNode item : sequence(root, "routes")) {
            if (!(item instanceof Mapping mapping)) {
                throw new YamlReader.Mistake(
                        item.line(), "a route is `server: PATTERN` with `use:` or `deny:` below it");
            }
            routes.add(route(file, mapping));
        }
        return new OneFile(
                text(root, "store"),
                onUnavailable(root),
                onAbsent(root),
                prompt(root),
                text(root, "collection"),
                tokenHosts(root),
                routes);
    }

    /** One host on the line, or several in a list below it. */
    private static Set<String> tokenHosts(Mapping root) throws YamlReader.Mistake {
        YamlNode node = root.members().get("token-hosts");
        List<YamlNode> items = node instanceof Scalar scalar && !scalar.text().isEmpty()
                ? List.of(node)
                : sequence(root, "token-hosts");
        Set<String> hosts = new LinkedHashSet<>();
        for (YamlNode item : items) {
            hosts.add(tokenHost(item));
        }
        return hosts;
    }

    private static String tokenHost(YamlNode item) throws YamlReader.Mistake {
        if (item instanceof Scalar scalar) {
            try {
                ServerAddress host = ServerAddress.parse(scalar.text());
                if (host.path().isEmpty() && scalar.text().indexOf('/') < 0) {
                    return host.authority();
                }
            } catch (InvalidServerAddressException none) {
                throw new YamlReader.Mistake(item.line(), "token-hosts: " + none.getMessage());
            }
        }
        throw new YamlReader.Mistake(item.line(), "`token-hosts` is a host, host:port, or a list of them");
    }

    private static Optional<OnUnavailable> onUnavailable(Mapping root) throws YamlReader.Mistake {
        Optional<String> value = text(root, "on-unavailable");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (value.get()) {
            case "error" -> Optional.of(OnUnavailable.ERROR);
            case "anonymous" -> Optional.of(OnUnavailable.ANONYMOUS);
            default ->
                throw new YamlReader.Mistake(line(root, "on-unavailable"), "on-unavailable is error or anonymous");
        };
    }

    private static Optional<OnAbsent> onAbsent(Mapping root) throws YamlReader.Mistake {
        Optional<String> value = text(root, "on-absent");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (value.get()) {
            case "error" -> Optional.of(OnAbsent.ERROR);
            case "empty" -> Optional.of(OnAbsent.EMPTY);
            default -> throw new YamlReader.Mistake(line(root, "on-absent"), "on-absent is error or empty");
        };
    }

    private static Optional<PromptPolicy> prompt(Mapping root) throws YamlReader.Mistake {
        Optional<String> value = text(root, "prompt");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (value.get()) {
            case "never" -> Optional.of(PromptPolicy.NEVER);
            case "tty" -> Optional.of(PromptPolicy.TTY);
            default -> throw new YamlReader.Mistake(line(root, "prompt"), "prompt is never or tty");
        };
    }

    private static ReadRoute route(Path file, Mapping mapping) throws YamlReader.Mistake {
        String server = text(mapping, "server")
                .orElseThrow(() -> new YamlReader.Mistake(mapping.line(), "the route names no server"));
        ServerPattern pattern;
        try {
            pattern = ServerPattern.parse(server);
        } catch (InvalidServerAddressException bad) {
            throw new YamlReader.Mistake(line(mapping, "server"), String.valueOf(bad.getMessage()));
        }
        return new ReadRoute(
                new Route(pattern, target(mapping), flag(mapping, "last"), new Route.Where(file, mapping.line())),
                flag(mapping, "locked"));
    }

    private static Target target(Mapping mapping) throws YamlReader.Mistake {
        Optional<String> use = text(mapping, "use");
        boolean deny = flag(mapping, "deny");
        if (use.isPresent() == deny) {
            throw new YamlReader.Mistake(
                    mapping.line(), "a route has either `use:` with helper:NAME, ecr, gcr or acr, or `deny: true`");
        }
        Optional<Cloud> cloud = use.flatMap(Cloud::named);
        if (cloud.isPresent()) {
            return tokens(mapping, cloud.get());
        }
        refuseUnknown(mapping, ROUTE);
        return deny ? new Target.Deny() : helper(mapping, use.orElseThrow());
    }

    private static Target.Tokens tokens(Mapping mapping, Cloud cloud) throws YamlReader.Mistake {
        Set<String> known = new LinkedHashSet<>(ROUTE);
        known.addAll(cloud.options());
        refuseUnknown(mapping, known);
        Map<String, String> options = new LinkedHashMap<>();
        for (String name : cloud.options()) {
            Optional<String> value = text(mapping, name);
            if (value.isPresent()) {
                options.put(name, value.get());
            }
        }
        return new Target.Tokens(cloud, options);
    }

    private static Target.Helper helper(Mapping mapping, String name) throws YamlReader.Mistake {
        if (!name.startsWith(Target.HELPER_PREFIX)
                || !HelperClient.isHelperName(name.substring(Target.HELPER_PREFIX.length()))) {
            throw new YamlReader.Mistake(
                    line(mapping, "use"), "`use` is ecr, gcr, acr, or helper:NAME for docker-credential-NAME");
        }
        return new Target.Helper(name.substring(Target.HELPER_PREFIX.length()));
    }

    private static void refuseUnknown(Mapping mapping, Set<String> known) throws YamlReader.Mistake {
        for (Map.Entry<String, YamlNode> member : mapping.members().entrySet()) {
            if (!known.contains(member.getKey())) {
                List<String> names = new ArrayList<>(known);
                names.sort(String::compareTo);
                throw new YamlReader.Mistake(
                        member.getValue().line(),
                        "`" + member.getKey() + "` is not a setting here (known: " + String.join(", ", names) + ")");
            }
        }
    }

    private static Optional<String> text(Mapping mapping, String name) throws YamlReader.Mistake {
        YamlNode node = mapping.members().get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof Scalar scalar) || scalar.text().isEmpty()) {
            throw new YamlReader.Mistake(node.line(), "`" + name + "` needs one value on its line");
        }
        return Optional.of(scalar.text());
    }

    private static boolean flag(Mapping mapping, String name) throws YamlReader.Mistake {
        Optional<String> value = text(mapping, name);
        if (value.isPresent() && !Set.of("true", "false").contains(value.get())) {
            throw new YamlReader.Mistake(line(mapping, name), "`" + name + "` is true or false");
        }
        return value.isPresent() && value.get().equals("true");
    }

    private static List<YamlNode> sequence(Mapping mapping, String name) throws YamlReader.Mistake {
        YamlNode node = mapping.members().get(name);
        return switch (node) {
            case null -> List.of();
            case Sequence sequence -> sequence.items();
            case Scalar scalar when scalar.text().isEmpty() -> List.of();
            default -> throw new YamlReader.Mistake(node.line(), "`" + name + "` is a list");
        };
    }

    private static int line(Mapping mapping, String name) {
        YamlNode node = mapping.members().get(name);
        return node == null ? mapping.line() : node.line();
    }
}
