package dev.coffer.docker.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.coffer.api.Secret;
import dev.coffer.api.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in the files: every model answers, soon, and no trail holds a secret. */
class HostileFilesTest {
    private static final ImageReference IMAGE = ImageReference.parse("r.example:5000/ns/repo:1");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LARGE = 10 << 20;

    /** Where all the tools look. */
    private static final List<Path> PLACES = Stream.of(
                    "/home/u/.docker/config.json",
                    "/home/u/.dockercfg",
                    "/home/u/.docker/.dockerconfigjson",
                    "/home/u/.config/containers/auth.json",
                    "/home/u/.config/containers/registries.conf",
                    "/home/u/.config/helm/registry/config.json",
                    "/home/u/.regctl/config.json",
                    "/run/user/1000/containers/auth.json",
                    "/var/lib/kubelet/config.json",
                    "/etc/nomad.d/client.hcl",
                    "/etc/containers/registries.conf.d/a.conf")
            .map(Path::of)
            .toList();

    static Stream<ToolModel> everyModel() {
        List<ToolModel> models = new ArrayList<>(ToolModels.all());
        models.addAll(ToolModels.bands(Tool.DOCKER, Command.MANIFEST_INSPECT));
        models.addAll(ToolModels.bands(Tool.PODMAN, Command.GET_LOGIN));
        models.addAll(ToolModels.bands(Tool.SKOPEO, Command.GET_LOGIN));
        return models.stream();
    }

    @Test
    void everyToolHasAModelAndItsBandsDoNotOverlap() {
        for (Tool tool : Tool.values()) {
            List<ToolModel> bands = ToolModels.bands(tool);
            assertThat(bands).as(tool.id()).isNotEmpty();
            for (int i = 1; i < bands.size(); i++) {
                assertThat(bands.get(i).versions().from())
                        .as(tool.id())
                        .isEqualTo(bands.get(i - 1).versions().before());
            }
            assertThat(ToolModels.of(tool, Optional.empty()).versions())
                    .isEqualTo(bands.getLast().versions());
        }
    }

    private static MapWorld everywhere(byte[] bytes) {
        MapWorld world = new MapWorld().variable("XDG_RUNTIME_DIR", "/run/user/1000");
        for (Path place : PLACES) {
            world.file(place, bytes);
        }
        return world;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<ToolModel> newestModels() {
        return Stream.of(Tool.values()).map(tool -> ToolModels.of(tool, Optional.empty()));
    }

    private static final List<byte[]> LARGE_FILES = List.of(
            bytes(" ".repeat(LARGE)),
            bytes("[".repeat(LARGE)),
            bytes("{\"auths\":".repeat(LARGE / 9)),
            bytes("{\"auths\":{\"r.example:5000\":{\"auth\":\"" + "QUFB".repeat(LARGE / 4) + "\"}}}"),
            bytes(manyKeys()));

    @ParameterizedTest
    @MethodSource("newestModels")
    void largeFilesAreAnsweredInTime(ToolModel model) {
        for (byte[] text : LARGE_FILES) {
            MapWorld world = everywhere(text);
            assertThat(assertTimeoutPreemptively(LIMIT, () -> model.ask(IMAGE, world))
                            .outcome())
                    .isNotNull();
        }
    }

    /** 10,000 entries that all serve the host. */
    private static String manyKeys() {
        StringBuilder text = new StringBuilder("{\"auths\":{");
        for (int i = 0; i < 10_000; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("\"https://r.example:5000/")
                    .append(i)
                    .append("\":{\"auth\":\"")
                    .append(Base64.getEncoder().encodeToString(bytes("u" + i + ":p")))
                    .append("\"}");
        }
        return text.append("}}").toString();
    }

    @ParameterizedTest
    @MethodSource("everyModel")
    void whatIsNoConfigurationIsAnswered(ToolModel model) {
        for (String text : List.of(
                "",
                "\0",
                "\ufeff{}",
                "null",
                "[]",
                "7",
                "\"x\"",
                "{",
                "{}{}",
                "{\"auths\":[]}",
                "{\"auths\":{\"r.example:5000\":7}}",
                "{\"auths\":{\"r.example:5000\":null},\"credHelpers\":null,\"credsStore\":null}",
                "{\"auths\":{\"r.example:5000\":{\"auth\":{}}}}",
                "{\"auths\":{\"r.example:5000\":{\"auth\":\"dTpw\"},\"r.example:5000\":{}}}",
                "{\"auths\":{\"\":{\"auth\":\"dTpw\"},\"://\":{},\"https://\":{},\"/\":{},\"[\":{},\"https://[\":{}}}",
                "{\"auths\":{\"r.example:5000\":{\"auth\":\"AAAA\"},\"https://r.example:5000/\":{\"auth\":\"OjA6\"}}}",
                "{\"credHelpers\":{\"r.example:5000\":\"../../bin/x\"},\"credsStore\":\"\\u0000\\n\"}",
                "{\"credHelpers\":7,\"credsStore\":[]}",
                "credential-helpers = [\"\", \"/\", \"containers-auth.json\"]",
                "plugin \"docker\" { config { auth { config = \"\0\" helper = \"x\" } } }",
                "}}}}{{{{\"\"\"\\")) {
            MapWorld world = everywhere(bytes(text));
            ToolAnswer answer = assertTimeoutPreemptively(LIMIT, () -> model.ask(IMAGE, world));
            assertPrintable(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("everyModel")
    void foldersAndFilesThatCannotBeReadAreAnswered(ToolModel model) {
        MapWorld folders = new MapWorld().variable("XDG_RUNTIME_DIR", "/run/user/1000");
        MapWorld unreadable = new MapWorld().variable("XDG_RUNTIME_DIR", "/run/user/1000");
        for (Path place : PLACES) {
            folders.folder(place);
            unreadable.unreadable(place, "permission denied");
        }
        assertThat(model.ask(IMAGE, folders).outcome()).isNotInstanceOf(ToolOutcome.Uses.class);
        assertThat(model.ask(IMAGE, unreadable).outcome()).isNotInstanceOf(ToolOutcome.Uses.class);
    }

    @ParameterizedTest
    @MethodSource("everyModel")
    void noTrailHoldsASecret(ToolModel model) {
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            Canaries canaries = new Canaries(random);
            MapWorld world = canaries.world();

            ToolAnswer answer = model.ask(IMAGE, world);

            assertPrintable(answer);
            canaries.assertAbsent(answer);
        }
    }

    private static void assertPrintable(ToolAnswer answer) {
        String text = answer.trail().toString();
        assertThat(text.chars().filter(Character::isISOControl).count())
                .as(text)
                .isZero();
    }

    /** A random configuration in which every secret is marked. */
    private static final class Canaries {
        private static final String MARK = "CANARY";
        private final Random random;

        Canaries(Random random) {
            this.random = random;
        }

        MapWorld world() {
            MapWorld world = new MapWorld().variable("XDG_RUNTIME_DIR", "/run/user/1000");
            for (Path place : PLACES) {
                if (random.nextInt(3) > 0) {
                    world.file(place, bytes(random.nextInt(8) == 0 ? broken() : config()));
                }
            }
            maybe(world, "DOCKER_AUTH_CONFIG");
            maybe(world, "REGISTRY_AUTH_FILE");
            maybe(world, "DOCKER_CONFIG");
            maybe(world, "HELM_REGISTRY_CONFIG");
            world.helper("ok", MapWorld.answer("u", secret()));
            world.helper("token", MapWorld.answer("<token>", secret()));
            world.helper("none", new HelperReply.NotFound());
            world.helper("fails", new HelperReply.Failed(1, "{\"Secret\":\"" + secret() + "\"}"));
            world.helper(
                    "prints",
                    new HelperReply.Failed(3, "", Optional.of(new HelperReply.Answer("u", Secret.ofText(secret())))));
            world.helper("silent", new HelperReply.Silent());
            return world;
        }

        /** Text of a file in a variable that should name one is a known mistake. */
        private void maybe(MapWorld world, String variable) {
            if (random.nextInt(4) == 0) {
                world.variable(variable, random.nextInt(6) == 0 ? broken() : config());
            }
        }

        private String broken() {
            String whole = config();
            return whole.substring(0, random.nextInt(whole.length()));
        }

        private String config() {
            StringBuilder text = new StringBuilder("{\"auths\":{");
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                text.append(i == 0 ? "" : ",")
                        .append("\"")
                        .append(key())
                        .append("\":")
                        .append(entry());
            }
            text.append("}");
            if (random.nextInt(3) == 0) {
                text.append(",\"credHelpers\":{\"r.example:5000\":\"")
                        .append(helper())
                        .append("\"}");
            }
            if (random.nextInt(3) == 0) {
                text.append(",\"credsStore\":\"").append(helper()).append("\"");
            }
            return text.append("}").toString();
        }

        private String key() {
            return pick(
                    "r.example:5000",
                    "https://r.example:5000/v1/",
                    "r.example:5000/ns",
                    "r.example:5000/ns/repo",
                    "https://u:" + secret() + "@r.example:5000",
                    "u:" + secret() + "@r.example:5000/x",
                    "other.example",
                    "r.example:5000\\u001b[2J");
        }

        private String entry() {
            return pick(
                    "{\"auth\":\"" + base64("u:" + secret()) + "\"}",
                    "{\"auth\":\"" + secret() + "\"}",
                    "{\"auth\":\"" + base64(secret()) + "\"}",
                    "{\"auth\":\"" + base64(":" + secret()) + "\"}",
                    "{\"username\":\"u\",\"password\":\"" + secret() + "\"}",
                    "{\"password\":\"" + secret() + "\"}",
                    "{\"identitytoken\":\"" + secret() + "\"}",
                    "{\"auth\":\"" + base64("u:") + "\",\"identitytoken\":\"" + secret() + "\"}",
                    "{\"registrytoken\":\"" + secret() + "\"}",
                    "{\"auth\":[\"" + secret() + "\"]}",
                    "\"" + secret() + "\"",
                    "{}");
        }

        private String helper() {
            return pick("ok", "token", "none", "fails", "prints", "silent", "absent", "");
        }

        private String secret() {
            return MARK + random.nextInt(1000) + MARK;
        }

        private String pick(String... options) {
            return options[random.nextInt(options.length)];
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(bytes(text));
        }

        void assertAbsent(ToolAnswer answer) {
            String text = answer.toString();
            assertThat(text).doesNotContain(MARK).doesNotContain(HexFormat.of().formatHex(bytes(MARK)));
            for (int shift = 0; shift < 3; shift++) {
                // Six bytes of the mark at each of the three places where base64 may begin with it.
                String coded = base64("x".repeat(shift) + MARK + "xxx");
                assertThat(text).doesNotContain(coded.substring(4, 8));
            }
        }
    }
}
