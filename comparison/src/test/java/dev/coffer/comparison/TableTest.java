package dev.coffer.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.docker.tools.ScriptedHelper;
import dev.coffer.docker.tools.ScriptedHelper.Habit;
import dev.coffer.docker.tools.Setup;
import dev.coffer.docker.tools.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One file, and what each tool makes of it: habits that people stumble over. */
class TableTest {
    private static final boolean LONG = Boolean.getBoolean("coffer.long");
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** Testcontainers gives up on a helper after 30 seconds. */
    private static final Duration LONG_LIMIT = Duration.ofSeconds(40);

    private static final String IMAGE = "r.example/team/app:1";
    private static final String HUB_IMAGE = "docker.io/library/alpine:3";
    private static final String FILE = "{\"auth\":\"" + base64("file:secret") + "\"}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Tool.class,
            names = {
                "JIB",
                "JIB_CORE",
                "TESTCONTAINERS",
                "SPRING_BOOT",
                "DOCKER_JAVA",
                "DOCKER_MAVEN_PLUGIN",
                "JKUBE",
                "ORAS_JAVA"
            })
    void a_model_says_what_the_tool_does(Tool tool) throws IOException {
        Comparison comparison = new Comparison(tool, folder, LONG && tool == Tool.TESTCONTAINERS ? LONG_LIMIT : LIMIT);
        assertThat(comparison.differences(setups())).isEmpty();
    }

    private static List<Setup> setups() {
        List<Setup> all = new ArrayList<>();
        for (Habit habit : Habit.values()) {
            if (LONG || !mayHang(habit)) {
                all.add(storeAndEntry("entry and a helper that " + habit).with("one", ScriptedHelper.that(habit)));
                all.add(storeAlone("only a helper that " + habit).with("one", ScriptedHelper.that(habit)));
            }
        }
        all.add(storeAndEntry("entry and no such helper"));
        all.add(storeAlone("only a helper that is not there"));
        all.add(Setup.of("only credHelpers", IMAGE, "{\"credHelpers\":{\"r.example\":\"one\"}}")
                .with("one", ScriptedHelper.that(Habit.ANSWERS)));
        all.add(entries("key with https", IMAGE, "\"https://r.example\":" + FILE));
        all.add(entries("key with https and /v1/", IMAGE, "\"https://r.example/v1/\":" + FILE));
        all.add(entries("key with a namespace", IMAGE, "\"r.example/team\":" + FILE));
        all.add(entries("key of another namespace", IMAGE, "\"r.example/other\":" + FILE));
        all.add(value("user name and password", "{\"username\":\"u\",\"password\":\"p\"}"));
        all.add(value("auth and identity token", auth("file:secret", ",\"identitytoken\":\"t\"")));
        all.add(value("identity token", "{\"identitytoken\":\"t\"}"));
        all.add(value("empty entry", "{}"));
        all.add(value("no colon", auth("nocolon", "")));
        all.add(value("password with a colon", auth("u:p:q", "")));
        all.add(value(
                "base64 without padding", "{\"auth\":\"" + base64("user:pass").replace("=", "") + "\"}"));
        all.add(Setup.of("zero bytes", IMAGE, ""));
        all.add(Setup.of("not JSON", IMAGE, "this is not JSON"));
        all.add(entries("Hub's address", HUB_IMAGE, "\"https://index.docker.io/v1/\":" + FILE));
        for (String name : List.of("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com")) {
            all.add(entries("Hub as " + name, HUB_IMAGE, "\"" + name + "\":" + FILE));
        }
        all.add(entries("Hub as https://docker.io", HUB_IMAGE, "\"https://docker.io\":" + FILE));
        all.addAll(places());
        return all;
    }

    /** Each place alone beside an empty file of docker's, then all of them; few environments, for each is a process. */
    private static List<Setup> places() {
        List<String> paths = List.of(
                "docker/config.json",
                "docker/.dockerconfigjson",
                "run/containers/auth.json",
                "config/containers/auth.json",
                Setup.HOME + "/.config/containers/auth.json",
                Setup.HOME + "/.docker/.dockerconfigjson");
        Setup everywhere = withFolders(value("all places", auth("home:secret", "")));
        List<Setup> all = new ArrayList<>();
        for (String path : paths) {
            String text = "{\"auths\":{\"r.example\":" + auth(path.replace('/', '-') + ":secret", "") + "}}";
            all.add(withFolders(Setup.of("only " + path, IMAGE, "{\"auths\":{}}")).with(path, text));
            everywhere = everywhere.with(path, text);
        }
        all.add(everywhere);
        all.add(everywhere
                .withVariable("REGISTRY_AUTH_FILE", Setup.ROOT + "/named.json")
                .with("named.json", "{\"auths\":{\"r.example\":" + auth("named:secret", "") + "}}"));
        return all;
    }

    private static Setup withFolders(Setup setup) {
        return setup.withVariable("DOCKER_CONFIG", Setup.ROOT + "/docker")
                .withVariable("XDG_RUNTIME_DIR", Setup.ROOT + "/run")
                .withVariable("XDG_CONFIG_HOME", Setup.ROOT + "/config");
    }

    /** Such set-ups take a tool's limit, or ours. */
    private static boolean mayHang(Habit habit) {
        return habit == Habit.SILENT || habit == Habit.ANSWERS_LOUDLY || habit == Habit.ANSWERS_AT_LENGTH;
    }

    private static Setup storeAndEntry(String name) {
        return Setup.of(name, IMAGE, "{\"auths\":{\"r.example\":" + FILE + "},\"credsStore\":\"one\"}");
    }

    private static Setup storeAlone(String name) {
        return Setup.of(name, IMAGE, "{\"auths\":{},\"credsStore\":\"one\"}");
    }

    private static Setup entries(String name, String image, String entries) {
        return Setup.of(name, image, "{\"auths\":{" + entries + "}}");
    }

    private static Setup value(String name, String value) {
        return entries(name, IMAGE, "\"r.example\":" + value);
    }

    private static String auth(String text, String more) {
        return "{\"auth\":\"" + base64(text) + "\"" + more + "}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
