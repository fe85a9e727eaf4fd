package dev.coffer.docker.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.docker.tools.AuthFileCases.Row;
import dev.coffer.docker.tools.ContainersLibrary.AuthFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The smaller tables of upstream's tests: where files lie, which keys are tried, what a key's host is. */
class KeyTablesTest {
    private static final AuthFileCases CASES = AuthFileCases.read();
    private static final Path OPTION = Path.of("/absolute/path");

    @Test
    void containersImageBeginsWithTheFileOfItsSystem() {
        List<Row> rows = CASES.table("primaryFile");
        assertThat(rows).hasSize(18);
        for (Row row : rows) {
            Optional<String> runtime = row.maybe("XDG_RUNTIME_DIR");
            MapWorld world = new MapWorld().on(system(row.string("os")));
            runtime.ifPresent(ignored -> world.variable("XDG_RUNTIME_DIR", "/run/user/1000"));
            Inquiry inquiry = new Inquiry(world, new Chance(), new ParsedFiles(world));
            ContainersLibrary library = new ContainersLibrary(now -> option(row), true, false, false);

            List<AuthFile> files = library.files(inquiry);

            assertThat(files.size() == 1).isEqualTo(row.isTrue("explicit"));
            assertThat(files.getFirst()).isEqualTo(primary(row));
        }
    }

    private static OperatingSystem system(String name) {
        return switch (name) {
            case "darwin" -> OperatingSystem.MACOS;
            case "freebsd" -> OperatingSystem.FREEBSD;
            default -> OperatingSystem.LINUX;
        };
    }

    private static Optional<AuthFile> option(Row row) {
        boolean flat = row.object().get("legacy").isPresent();
        return row.isTrue("explicit") ? Optional.of(new AuthFile(OPTION, flat)) : Optional.empty();
    }

    /** The folder that is missing is an error only to whoever writes; and no root folder can be given to the models. */
    private static AuthFile primary(Row row) {
        String file = row.string("primaryFile")
                .replace("error", "$XDG_RUNTIME_DIR/containers/auth.json")
                .replace("$XDG_RUNTIME_DIR", "/run/user/1000")
                .replace("$HOME", MapWorld.HOME.toString())
                .replace("$UID", Long.toString(MapWorld.USER))
                .replace("/prefix", "");
        return new AuthFile(Path.of(file), row.object().get("legacy").isPresent());
    }

    @Test
    void aMissingRuntimeFolderIsPassedOver() {
        MapWorld world = new MapWorld()
                .variable("XDG_RUNTIME_DIR", "/nowhere")
                .file(".docker/config.json", "{\"auths\":{\"r.example\":{\"auth\":\"dTpw\"}}}");

        ToolAnswer answer =
                ((RuledModel) ToolModels.of(Tool.SKOPEO, Optional.empty())).ask(new Target("r.example", "a"), world);

        assertThat(answer.outcome()).isInstanceOf(ToolOutcome.Uses.class);
    }

    @Test
    void theKeysAreTriedInTheOrderOfTheClient() {
        List<Row> rows = CASES.table("lookupOrder");
        assertThat(rows).hasSize(12);
        for (Row row : rows) {
            String key = row.string("key");
            int slash = key.indexOf('/');
            Target target = new Target(key.substring(0, slash), key.substring(slash + 1));
            List<String> tried =
                    switch (row.string("client") + " " + row.string("file")) {
                        case "containers-image auths" ->
                            Keys.levels(target).getFirst().entryKeys();
                        // A flat file is only asked for what helpers are asked for.
                        case "containers-image dockercfg" ->
                            List.of(Keys.levels(target).getFirst().helperKey());
                        default ->
                            Keys.repositoryThenHost(target).stream()
                                    .map(Asking::helperKey)
                                    .toList();
                    };
            assertThat(tried).as(key).isEqualTo(row.list("order"));
        }
    }

    @Test
    void aLegacyFileIsOnlyAskedForTheHost() {
        MapWorld world = new MapWorld().file(".dockercfg", "{\"quay.io/user\":{\"auth\":\"dTpw\"}}");

        ToolAnswer answer = ((RuledModel) ToolModels.of(Tool.SKOPEO, Optional.empty()))
                .ask(new Target("quay.io", "other/image"), world);

        // Its key loses the path, so it serves the host and not only the name that it spells.
        assertThat(answer.outcome()).isInstanceOf(ToolOutcome.Uses.class);
    }

    @Test
    void dockerCutsTheHostOutOfAKey() {
        List<Row> rows = CASES.table("hostOf");
        assertThat(rows).hasSize(20);
        for (Row row : rows) {
            assertThat(KeyHosts.docker(row.string("in"))).as(row.string("in")).isEqualTo(row.string("out"));
        }
    }

    @Test
    void nerdctlTriesTheFormsOfARegistrysName() {
        List<Row> rows = CASES.table("registryIdentifiers");
        assertThat(rows).hasSize(20);
        int checked = 0;
        for (Row row : rows) {
            String address = row.string("address");
            // No image has a host that is no address, or the experimental form with a namespace.
            if (row.maybe("error").isEmpty() && !address.contains("ns=")) {
                assertThat(NerdctlForms.of(address)).as(address).isEqualTo(row.list("lookupOrder"));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(17);
    }

    @Test
    void podmanTakesOnlyKeysWithoutSchemeTagAndDigest() {
        List<Row> rows = CASES.table("keyValidity");
        assertThat(rows).hasSize(10);
        for (Row row : rows) {
            String key = row.string("key");
            assertThat(ContainersKey.of(key).isPresent()).as(key).isEqualTo(row.isTrue("ok"));
            ContainersKey.of(key)
                    .ifPresent(valid -> assertThat(valid.isNamespaced()).as(key).isEqualTo(row.isTrue("namespaced")));
        }
    }

    @Test
    void whatPodmanStoresIsWhatItFindsAgain() {
        List<Row> rows = CASES.table("writes");
        assertThat(rows).hasSize(14);
        for (Row row : rows) {
            Optional<String> mode = row.maybe("mode");
            if (mode.isPresent()) {
                Optional<ContainersKey> key = ContainersKey.of(row.string("key"));
                Optional<String> written = key.orElseThrow().inDockersFile();
                assertThat(written).as(row.string("key")).isEqualTo(fileKey(row));
            } else {
                row.list("keys")
                        .forEach(key -> assertThat(isFoundAgain(key)).as(key).isTrue());
            }
        }
    }

    /** The last row tells what must survive and leaves the key out. */
    private static Optional<String> fileKey(Row row) {
        return row.object().get("mustKeep").isPresent() ? Optional.of(row.string("key")) : row.maybe("expectFileKey");
    }

    private static boolean isFoundAgain(String key) {
        MapWorld world = new MapWorld()
                .variable("XDG_RUNTIME_DIR", "/run/user/1000")
                .file(Path.of("/run/user/1000/containers/auth.json"), withEntry(key));
        int slash = key.indexOf('/');
        Target target = slash < 0 ? new Target(key, "") : new Target(key.substring(0, slash), key.substring(slash + 1));
        ToolAnswer answer = ((RuledModel) ToolModels.of(Tool.PODMAN, Optional.empty())).ask(target, world);
        return answer.outcome() instanceof ToolOutcome.Uses uses
                && uses.place().equals(new CredentialPlace.Entry(Path.of("/run/user/1000/containers/auth.json"), key));
    }

    private static byte[] withEntry(String key) {
        String auth = Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
        return ("{\"auths\":{\"" + key + "\":{\"auth\":\"" + auth + "\"}}}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eachSpellingOfDockerHubServesTheClientsThatFoundIt() {
        List<Row> rows = CASES.table("hubKeys");
        assertThat(rows).hasSize(100);
        for (Row row : rows) {
            String client = row.string("client");
            String asked = row.string("asked");
            MapWorld world = new MapWorld()
                    .variable("XDG_RUNTIME_DIR", "/run/user/1000")
                    .file(MapWorld.HOME.resolve(".docker/config.json"), withEntry(row.string("key")));

            ToolAnswer answer = hubModel(client).ask(hubTarget(asked), world);

            assertThat(answer.outcome() instanceof ToolOutcome.Uses)
                    .as("%s with %s, asked %s: %s", client, row.string("key"), asked, answer.trail())
                    .isEqualTo(row.isTrue("match"));
        }
    }

    private static Target hubTarget(String asked) {
        String untagged = asked.replaceFirst(":[0-9]+$", "");
        int slash = untagged.indexOf('/');
        return slash < 0
                ? new Target(untagged, "")
                : new Target(untagged.substring(0, slash), untagged.substring(slash + 1));
    }

    private static RuledModel hubModel(String client) {
        return switch (client) {
            case "skopeo b71619a login" -> model(Tool.SKOPEO, Optional.of(ToolVersion.of(1, 22)), Command.GET_LOGIN);
            case "podman 4.3.1 login" -> model(Tool.PODMAN, ToolVersion.in("4.3.1"), Command.GET_LOGIN);
            case "crane 3f4ff3ca auth get" -> model(Tool.CRANE, Optional.empty(), Command.PULL);
            case "jib-core 0.28.1" -> JavaTools.jibCore();
            case "oras-java 0.7.0" -> JavaTools.orasJava();
            case "spring-boot-buildpack 4.0.0" -> JavaTools.springBoot();
            // The images of this table were written with docker.io in front.
            case "testcontainers 2.0.2" -> JavaTools.writtenOut(JavaTools.testcontainers());
            case "docker-maven-plugin 0.46.0" -> JavaTools.dockerMavenPlugin();
            default -> throw new IllegalStateException("no model for " + client);
        };
    }

    private static RuledModel model(Tool tool, Optional<ToolVersion> version, Command command) {
        return (RuledModel) ToolModels.of(tool, version, command);
    }
}
