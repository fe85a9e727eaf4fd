package dev.coffer.core.audit;

import static dev.coffer.core.audit.Home.CANARY;
import static dev.coffer.core.audit.Home.NOW;
import static dev.coffer.core.audit.Home.auths;
import static dev.coffer.core.audit.Home.jwt;
import static dev.coffer.core.audit.Home.login;
import static dev.coffer.core.audit.Home.mode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.platform.files.EffectiveUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole audit on real files: what it must find, and what it must not. */
class AuditTest {
    private static final String HUB = ServerAddress.HUB_SPELLING;
    private static final String CI_SHA256 = "1b158839f8aa339e89bb50b1603e90ec68e0fd5565fe10a7cb32729fddf7070a";

    @TempDir
    Path temporary;

    /** Makes something of a home. */
    interface Making {
        void in(Home home) throws IOException, StoreException, InterruptedException;
    }

    /** A home, what is to be found there, and a piece of the finding's subject. */
    record Wrong(Code code, String subject, String what, Making making) {
        @Override
        public String toString() {
            return code + ": " + what;
        }
    }

    private static Wrong wrong(Code code, String subject, String what, Making making) {
        return new Wrong(code, subject, what, making);
    }

    static Stream<Wrong> wrongs() {
        return Stream.of(
                        accessWrongs(),
                        plainTextWrongs(),
                        fileWrongs(),
                        helperWrongs(),
                        storeWrongs(),
                        keyWrongs(),
                        variableWrongs(),
                        settingWrongs())
                .flatMap(List::stream);
    }

    private static List<Wrong> accessWrongs() {
        return List.of(
                wrong(
                        Code.READABLE_BY_OTHERS,
                        "config.json",
                        "mode 0644 and a login",
                        home -> mode(home.docker(auths(login("reg.test"))), "rw-r--r--")),
                wrong(
                        Code.READABLE_BY_OTHERS,
                        "credentials",
                        "AWS keys of mode 0604",
                        home -> mode(
                                home.file(".aws/credentials", "[default]\naws_secret_access_key = " + CANARY),
                                "rw----r--")),
                wrong(Code.MODE_TOO_WIDE, "config.json", "mode 0644 in a folder of mode 0700", home -> {
                    mode(home.docker(auths(login("reg.test"))), "rw-r--r--");
                    mode(home.folder.resolve(".docker"), "rwx------");
                }),
                wrong(
                        Code.WRITABLE_BY_OTHERS,
                        "config.json",
                        "mode 0602 and no login",
                        home -> mode(home.docker("\"auths\": {}"), "rw-----w-")),
                wrong(Code.FOLDER_WRITABLE_BY_OTHERS, ".docker", "mode 0777", home -> {
                    home.docker("\"auths\": {}");
                    mode(home.folder.resolve(".docker"), "rwxrwxrwx");
                }));
    }

    private static List<Wrong> plainTextWrongs() {
        return List.of(
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        ".docker/config.json",
                        "docker",
                        home -> home.docker(auths(login("reg.test")))),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        ".docker/config.json",
                        "an identity token",
                        home -> home.docker(auths("\"reg.test\": {\"identitytoken\": \"" + CANARY + "\"}"))),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        ".docker/config.json",
                        "a registry token",
                        home -> home.docker(auths("\"reg.test\": {\"registrytoken\": \"" + CANARY + "\"}"))),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        "run/containers/auth.json",
                        "podman until the next boot",
                        home -> home.file("run/containers/auth.json", "{" + auths(login("reg.test")) + "}")),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        ".config/containers/auth.json",
                        "podman",
                        home -> home.file(".config/containers/auth.json", "{" + auths(login("reg.test/team")) + "}")),
                wrong(Code.PLAIN_TEXT_LOGIN, "/run/containers/", "podman without a runtime folder", home -> {
                    home.variables.remove("XDG_RUNTIME_DIR");
                    Path folder = home.root.resolve("run/containers/" + Integer.toUnsignedString(home.uid));
                    Files.createDirectories(folder);
                    Files.writeString(folder.resolve("auth.json"), "{" + auths(login("reg.test")) + "}");
                }),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        ".dockercfg",
                        "the legacy file",
                        home -> home.file(".dockercfg", "{" + login("reg.test") + "}")),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        "helm/registry/config.json",
                        "helm",
                        home -> home.file(".config/helm/registry/config.json", "{" + auths(login("reg.test")) + "}")),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        ".regctl/config.json",
                        "regctl",
                        home -> home.file(
                                ".regctl/config.json",
                                "{\"hosts\": {\"reg.test\": {\"user\": \"u\", \"pass\": \"" + CANARY + "\"}}}")),
                wrong(
                        Code.PLAIN_TEXT_LOGIN,
                        "mine.json",
                        "the file that REGISTRY_AUTH_FILE names",
                        home -> home.variables.put(
                                "REGISTRY_AUTH_FILE",
                                home.file("mine.json", "{" + auths(login("reg.test")) + "}")
                                        .toString())),
                wrong(
                        Code.PLAIN_TEXT_CLOUD_KEY,
                        ".aws/credentials",
                        "AWS",
                        home -> home.file(
                                ".aws/credentials",
                                "[one]\naws_access_key_id=AKIA\naws_secret_access_key=" + CANARY + "\n")),
                wrong(
                        Code.PLAIN_TEXT_CLOUD_KEY,
                        "key.json",
                        "a service account of Google",
                        home -> home.variables.put(
                                "GOOGLE_APPLICATION_CREDENTIALS",
                                home.file(
                                                "key.json",
                                                "{\"type\": \"service_account\", \"private_key\": \"" + CANARY + "\"}")
                                        .toString())),
                wrong(
                        Code.PLAIN_TEXT_CLOUD_KEY,
                        "service_principal_entries.json",
                        "Azure",
                        home -> home.file(
                                ".azure/service_principal_entries.json", "[{\"client_secret\": \"" + CANARY + "\"}]")),
                wrong(
                        Code.PLAIN_TEXT_CLOUD_LOGIN,
                        "application_default_credentials.json",
                        "a user of Google",
                        home -> home.file(
                                ".config/gcloud/application_default_credentials.json",
                                "{\"type\": \"authorized_user\", \"refresh_token\": \"" + CANARY + "\"}")),
                wrong(
                        Code.PLAIN_TEXT_CLOUD_LOGIN,
                        "credentials.db",
                        "gcloud",
                        home -> home.file(".config/gcloud/credentials.db", "SQLite format 3\0" + CANARY)),
                wrong(
                        Code.PLAIN_TEXT_CLOUD_LOGIN,
                        "msal_token_cache.json",
                        "az",
                        home -> home.file(
                                ".azure/msal_token_cache.json",
                                "{\"AccessToken\": {}, \"RefreshToken\": {\"a\": {\"secret\": \"" + CANARY + "\"}}}")),
                wrong(
                        Code.PLAIN_TEXT_PASSWORD,
                        "settings.xml",
                        "Maven",
                        home -> home.file(
                                ".m2/settings.xml",
                                "<settings><servers><server><id>r</id><password> " + CANARY
                                        + " </password></server></servers></settings>")));
    }

    private static List<Wrong> fileWrongs() {
        return List.of(
                wrong(
                        Code.MALFORMED_FILE,
                        "config.json",
                        "a comma too many",
                        home -> home.file(".docker/config.json", "{\n  \"auths\": {" + login("reg.test") + ",}\n}")),
                wrong(
                        Code.MALFORMED_FILE,
                        "auth.json",
                        "nothing in it",
                        home -> home.file(".config/containers/auth.json", "[\"" + CANARY + "\"]")),
                wrong(
                        Code.MALFORMED_FILE,
                        "msal_token_cache.json",
                        "no JSON",
                        home -> home.file(".azure/msal_token_cache.json", CANARY)),
                wrong(
                        Code.MALFORMED_FILE,
                        "registries.conf",
                        "no TOML",
                        home -> home.file(
                                ".config/containers/registries.conf", "credential-helpers = [" + CANARY + "\n")),
                wrong(
                        Code.MALFORMED_ENTRY,
                        "config.json",
                        "auth without a colon",
                        home -> home.docker(auths("\"reg.test\": {\"auth\": \"Y2FuYXJ5\"}"))),
                wrong(
                        Code.NOT_A_FILE,
                        "config.json",
                        "a folder",
                        home -> Files.createDirectories(home.folder.resolve(".docker/config.json"))),
                wrong(Code.NOT_A_FILE, "auth.json", "a pipe", home -> pipe(home, ".config/containers/auth.json")),
                wrong(Code.NOT_A_FILE, "credentials", "a pipe", home -> pipe(home, ".aws/credentials")),
                wrong(
                        Code.BROKEN_LINK,
                        "config.json",
                        "a link to nowhere",
                        home -> link(home, ".docker/config.json", "gone.json")),
                wrong(
                        Code.BROKEN_LINK,
                        "config.json",
                        "a link to itself",
                        home -> link(home, ".docker/config.json", "config.json")),
                wrong(
                        Code.UNREADABLE_FILE,
                        "config.json",
                        "17 MiB",
                        home -> home.file(".docker/config.json", new byte[17 << 20])),
                wrong(Code.FOREIGN_OWNER, "config.json", "a file of another user", home -> {
                    home.docker("\"auths\": {}");
                    home.uid++;
                }),
                wrong(Code.FOREIGN_OWNER, "config.json", "root in another user's home", home -> {
                    Path file = home.docker("\"auths\": {}");
                    if (EffectiveUser.isRoot()) {
                        Files.setAttribute(file, "unix:uid", 4711);
                    }
                    home.uid = EffectiveUser.ROOT;
                }));
    }

    private static List<Wrong> helperWrongs() {
        return List.of(
                wrong(
                        Code.HELPER_MISSING,
                        "docker-credential-gone",
                        "credsStore",
                        home -> home.docker("\"credsStore\": \"gone\"")),
                wrong(
                        Code.HELPER_MISSING,
                        "docker-credential-gone",
                        "credHelpers",
                        home -> home.docker("\"credHelpers\": {\"reg.test\": \"gone\"}")),
                wrong(
                        Code.HELPER_MISSING,
                        "docker-credential-gone",
                        "podman's list",
                        home -> home.file(".config/containers/registries.conf", "credential-helpers = [\"gone\"]")),
                wrong(
                        Code.HELPER_MISSING,
                        "docker-credential-gone",
                        "a route",
                        home -> home.file(
                                ".config/coffer/config.yaml", "routes:\n  - server: reg.test\n    use: helper:gone\n")),
                wrong(Code.HELPER_NOT_EXECUTABLE, "docker-credential-held", "mode 0644", home -> {
                    home.docker("\"credsStore\": \"held\"");
                    mode(home.emptyHelper("held"), "rw-r--r--");
                }),
                wrong(Code.HELPER_UNTRUSTED, "docker-credential-open", "mode 0757", home -> {
                    home.docker("\"credsStore\": \"open\"");
                    mode(home.emptyHelper("open"), "rwxr-xrwx");
                }),
                wrong(Code.HELPER_FAILING, "docker-credential-sick", "status 1", home -> {
                    home.docker("\"credsStore\": \"sick\"");
                    home.helper("sick", "echo 'pass not initialized: exit status 1'; exit 1");
                }),
                wrong(Code.HELPER_FAILING, "docker-credential-odd", "no JSON", home -> {
                    home.docker("\"credsStore\": \"odd\"");
                    home.helper("odd", "echo " + CANARY);
                }),
                wrong(Code.HELPER_SLOW, "docker-credential-slow", "1.2 s", home -> {
                    home.docker("\"credsStore\": \"slow\"");
                    home.helper("slow", "sleep 1.2; echo '{}'");
                }),
                wrong(
                        Code.HELPER_NAME_IS_PATH,
                        "credsStore",
                        "another folder",
                        home -> home.docker("\"credsStore\": \"../../tmp/" + CANARY + "\"")),
                wrong(
                        Code.HELPER_NAME_ODD,
                        "credsStore",
                        "a password in its place",
                        home -> home.docker("\"credsStore\": \"!" + CANARY + "\"")),
                wrong(Code.SEARCH_PATH_RELATIVE, "PATH", "an empty part", home -> {
                    home.docker("\"credsStore\": \"good\"");
                    home.emptyHelper("good");
                    home.variables.put("PATH", home.bin + "::/usr/bin:/bin");
                }),
                wrong(Code.SEARCH_PATH_WRITABLE, "first", "a folder before the helper's", home -> {
                    home.docker("\"credsStore\": \"good\"");
                    home.emptyHelper("good");
                    Path first = mode(Files.createDirectory(home.folder.resolve("first")), "rwxrwxrwx");
                    home.variables.put("PATH", first + ":" + home.bin + ":/usr/bin:/bin");
                }),
                wrong(Code.HELPER_NOT_ON_PATH, "docker-credential-good", "systemd", home -> {
                    home.docker("\"credsStore\": \"good\"");
                    home.emptyHelper("good");
                    Files.createDirectories(home.root.resolve("run/systemd/system"));
                }),
                wrong(Code.HELPER_NOT_ON_PATH, "docker-credential-good", "sudo", home -> {
                    home.docker("\"credsStore\": \"good\"");
                    home.emptyHelper("good");
                    Files.createDirectories(home.root.resolve("usr/bin"));
                    Files.createFile(home.root.resolve("usr/bin/sudo"));
                }),
                wrong(Code.HELPER_NOT_ON_PATH, "docker-credential-good", "an IDE on macOS", home -> {
                    home.docker("\"credsStore\": \"good\"");
                    home.emptyHelper("good");
                    home.system = OperatingSystem.MACOS;
                }));
    }

    private static List<Wrong> storeWrongs() {
        return List.of(
                wrong(
                        Code.SETTINGS_UNUSABLE,
                        "settings",
                        "a tab in YAML",
                        home -> home.file(".config/coffer/config.yaml", "store:\n\t- vault\n")),
                wrong(
                        Code.SETTINGS_UNUSABLE,
                        "settings",
                        "others may write them",
                        home -> mode(home.file(".config/coffer/config.yaml", "store: vault\n"), "rw-rw-rw-")),
                wrong(Code.STORE_UNREACHABLE, "secretservice", "no session bus", home -> {
                    home.file(".config/coffer/config.yaml", "store: secretservice\n");
                    home.variables.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.folder.resolve("no-bus"));
                }),
                wrong(Code.STORE_DAMAGED, "vault", "a flipped bit", home -> {
                    home.store("reg.test", CANARY, Optional.empty());
                    damage(home.folder.resolve(".local/share/coffer/vault"));
                }),
                wrong(Code.STORE_LOCKED, "vault", "its key is elsewhere", home -> {
                    home.store("reg.test", CANARY, Optional.empty());
                    hideKeys(home);
                }),
                wrong(
                        Code.EXPIRED_LOGIN,
                        "reg.test",
                        "a stored login",
                        home -> home.store("reg.test", CANARY, Optional.of(NOW.minusSeconds(1)))),
                wrong(
                        Code.EXPIRED_LOGIN,
                        "reg.test",
                        "a JWT as password in a file",
                        home -> home.docker(auths(login("reg.test", jwt(NOW.minusSeconds(60)))))),
                wrong(
                        Code.EXPIRED_LOGIN,
                        "reg.test",
                        "an identity token in podman's file",
                        home -> home.file(
                                ".config/containers/auth.json",
                                "{" + auths("\"reg.test\": {\"identitytoken\": \"" + jwt(NOW) + "\"}") + "}")),
                wrong(
                        Code.EXPIRING_LOGIN,
                        "reg.test",
                        "tomorrow",
                        home -> home.store("reg.test", CANARY, Optional.of(NOW.plus(Duration.ofDays(1))))),
                wrong(Code.CREDS_STORE_CHANGED, "config.json", "Docker Desktop set it back", home -> {
                    home.docker("\"credsStore\": \"desktop\"");
                    home.store("reg.test", CANARY, Optional.empty());
                    home.setUp = new WrittenBySetUp();
                }));
    }

    private static List<Wrong> keyWrongs() {
        return List.of(
                wrong(
                        Code.KEY_NEVER_MATCHES,
                        "config.json",
                        "Docker Hub without its path",
                        home -> home.docker(auths(login("docker.io")))),
                wrong(
                        Code.KEY_NEVER_MATCHES,
                        "config.json",
                        "Docker Hub without the last slash",
                        home -> home.docker(auths(login("https://index.docker.io/v1")))),
                wrong(
                        Code.KEY_NEVER_MATCHES,
                        "config.json",
                        "a user in the key",
                        home -> home.docker(auths(login("user:" + CANARY + "@reg.test")))),
                wrong(Code.KEY_NEVER_MATCHES, "config.json", "a wildcard in credHelpers", home -> {
                    home.docker("\"credHelpers\": {\"*.reg.test\": \"good\"}");
                    home.emptyHelper("good");
                }),
                wrong(Code.KEY_NEVER_MATCHES, "config.json", "a scheme in credHelpers", home -> {
                    home.docker("\"credHelpers\": {\"https://reg.test\": \"good\"}");
                    home.emptyHelper("good");
                }),
                wrong(Code.KEY_NEVER_MATCHES, "config.json", "docker.io in credHelpers", home -> {
                    home.docker("\"credHelpers\": {\"docker.io\": \"good\"}");
                    home.emptyHelper("good");
                }),
                wrong(
                        Code.KEY_NEVER_MATCHES,
                        "auth.json",
                        "a slash at the end",
                        home -> home.file("run/containers/auth.json", "{" + auths(login("reg.test/team/")) + "}")),
                wrong(
                        Code.KEY_NEVER_MATCHES,
                        "auth.json",
                        "a tag",
                        home -> home.file("run/containers/auth.json", "{" + auths(login("reg.test/app:1")) + "}")),
                wrong(
                        Code.KEY_SERVES_WHOLE_HOST,
                        "config.json",
                        "a path",
                        home -> home.docker(auths(login("reg.test/team")))),
                wrong(
                        Code.KEY_SERVES_WHOLE_HOST,
                        "auth.json",
                        "a scheme and a path",
                        home -> home.file(
                                "run/containers/auth.json", "{" + auths(login("https://reg.test/team")) + "}")),
                wrong(
                        Code.KEY_AMBIGUOUS,
                        "config.json",
                        "two paths of one host",
                        home -> home.docker(auths(login("reg.test/a"), login("reg.test/b", "other")))),
                wrong(Code.HIDDEN_LOGIN, "config.json", "behind credsStore", home -> {
                    home.docker(auths(login("reg.test")) + ", \"credsStore\": \"good\"");
                    home.emptyHelper("good");
                }),
                wrong(Code.HIDDEN_LOGIN, "config.json", "behind credHelpers", home -> {
                    home.docker(auths(login("https://reg.test/v1/")) + ", \"credHelpers\": {\"reg.test\": \"good\"}");
                    home.emptyHelper("good");
                }),
                wrong(
                        Code.HIDDEN_LOGIN,
                        "config.json",
                        "behind an empty entry of the host",
                        home -> home.docker(auths("\"reg.test\": {}", login("https://reg.test/v2/")))),
                wrong(Code.HIDDEN_LOGIN, ".config/containers/auth.json", "behind podman's first file", home -> {
                    home.file("run/containers/auth.json", "{" + auths(login("reg.test")) + "}");
                    home.file(".config/containers/auth.json", "{" + auths(login("reg.test", "other")) + "}");
                }),
                wrong(Code.HIDDEN_LOGIN, "run/containers/auth.json", "podman reads no auth file", home -> {
                    home.file("run/containers/auth.json", "{" + auths(login("reg.test")) + "}");
                    home.file(".config/containers/registries.conf", "credential-helpers = [\"good\"]");
                    home.emptyHelper("good");
                }));
    }

    private static List<Wrong> variableWrongs() {
        String good = "{" + auths(login("reg.test")) + "}";
        return List.of(
                ignored("a path", "/home/user/.docker/config.json"),
                ignored("no JSON", CANARY),
                ignored("two values", good + good),
                ignored("an unknown field", "{" + auths(login("reg.test")) + ", \"credsStore\": \"" + CANARY + "\"}"),
                ignored("no auth", "{\"auths\": {\"reg.test\": {\"password\": \"" + CANARY + "\"}}}"),
                ignored("bad base64", "{\"auths\": {\"reg.test\": {\"auth\": \"" + CANARY + "\"}}}"),
                wrong(
                        Code.SECRET_IN_ENVIRONMENT,
                        "DOCKER_AUTH_CONFIG",
                        "logins",
                        home -> home.variables.put("DOCKER_AUTH_CONFIG", good)),
                wrong(
                        Code.DOCKER_AUTH_CONFIG_HIDES,
                        "DOCKER_AUTH_CONFIG",
                        "logins",
                        home -> home.variables.put("DOCKER_AUTH_CONFIG", good)),
                wrong(
                        Code.KEY_NEVER_MATCHES,
                        "DOCKER_AUTH_CONFIG",
                        "a scheme",
                        home -> home.variables.put("DOCKER_AUTH_CONFIG", "{" + auths(login("https://reg.test")) + "}")),
                wrong(
                        Code.EXPIRED_LOGIN,
                        "reg.test",
                        "a token in DOCKER_AUTH_CONFIG",
                        home -> home.variables.put(
                                "DOCKER_AUTH_CONFIG", "{" + auths(login("reg.test", jwt(NOW.minusSeconds(1)))) + "}")),
                wrong(
                        Code.REGISTRY_AUTH_FILE_IS_DOCKERS,
                        "REGISTRY_AUTH_FILE",
                        "by its name",
                        home -> home.variables.put(
                                "REGISTRY_AUTH_FILE", home.docker("").toString())),
                wrong(Code.REGISTRY_AUTH_FILE_IS_DOCKERS, "REGISTRY_AUTH_FILE", "by a link", home -> {
                    home.docker("");
                    link(home, "linked.json", ".docker/config.json");
                    home.variables.put(
                            "REGISTRY_AUTH_FILE",
                            home.folder.resolve("linked.json").toString());
                }),
                wrong(
                        Code.REGISTRY_AUTH_FILE_MISSING,
                        "REGISTRY_AUTH_FILE",
                        "no such file",
                        home -> home.variables.put(
                                "REGISTRY_AUTH_FILE",
                                home.folder.resolve("gone.json").toString())),
                wrong(
                        Code.VARIABLE_RELATIVE,
                        "REGISTRY_AUTH_FILE",
                        "a bare name",
                        home -> home.variables.put("REGISTRY_AUTH_FILE", "auth.json")),
                wrong(
                        Code.DOCKER_CONFIG_NOT_A_FOLDER,
                        "DOCKER_CONFIG",
                        "the file in place of its folder",
                        home -> home.variables.put(
                                "DOCKER_CONFIG", home.docker("").toString())));
    }

    private static Wrong ignored(String what, String value) {
        return wrong(
                Code.DOCKER_AUTH_CONFIG_IGNORED,
                "DOCKER_AUTH_CONFIG",
                what,
                home -> home.variables.put("DOCKER_AUTH_CONFIG", value));
    }

    private static List<Wrong> settingWrongs() {
        return List.of(
                wrong(
                        Code.CONTEXT_MISSING,
                        "currentContext",
                        "none of that name",
                        home -> home.docker("\"currentContext\": \"../elsewhere\"")),
                wrong(
                        Code.CONTEXT_MISSING,
                        "DOCKER_CONTEXT",
                        "none of that name",
                        home -> home.variables.put("DOCKER_CONTEXT", "elsewhere")),
                wrong(
                        Code.PLUGIN_FOLDER_UNTRUSTED,
                        "cliPluginsExtraDirs",
                        "a relative folder",
                        home -> home.docker("\"cliPluginsExtraDirs\": [\"plugins\"]")),
                wrong(Code.PLUGIN_FOLDER_UNTRUSTED, "cliPluginsExtraDirs", "mode 0777", home -> {
                    Path folder = mode(Files.createDirectory(home.folder.resolve("plugins")), "rwxrwxrwx");
                    home.docker("\"cliPluginsExtraDirs\": [\"" + folder + "\"]");
                }),
                wrong(
                        Code.PLUGIN_FOLDER_MISSING,
                        "cliPluginsExtraDirs",
                        "no such folder",
                        home -> home.docker("\"cliPluginsExtraDirs\": [\"" + home.folder.resolve("gone") + "\"]")));
    }

    /** Knows that set-up wrote docker's file. */
    private record WrittenBySetUp() implements SetUpKnowledge {
        @Override
        public boolean hasWrittenCredsStore() {
            return true;
        }

        @Override
        public Optional<Fix> moveLogins() {
            return Optional.empty();
        }
    }

    private static void pipe(Home home, String name) throws IOException, InterruptedException {
        Path file = home.folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }

    private static void link(Home home, String name, String target) throws IOException {
        Path file = home.folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of(target));
    }

    private static void damage(Path vault) throws IOException {
        try (Stream<Path> files = Files.walk(vault)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".age"))
                    .toList()) {
                byte[] content = Files.readAllBytes(file);
                content[content.length - 1] ^= 1;
                Files.write(file, content);
            }
        }
    }

    private static void hideKeys(Home home) throws IOException {
        Path keys = home.coffer().places().identity();
        try (Stream<Path> files = Files.list(keys)) {
            for (Path file : files.filter(file -> !file.endsWith("locator")).toList()) {
                Files.move(file, home.folder.resolve("taken-" + file.getFileName()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void what_is_wrong_is_found_without_a_change_or_a_secret_shown(Wrong wrong) throws Exception {
        Home home = new Home(temporary);
        wrong.making().in(home);
        Map<String, List<Object>> before = home.snapshot();

        AuditReport report = home.audit();

        assertThat(report.findings()).as("%s", report).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(wrong.code());
            assertThat(finding.subject()).contains(wrong.subject());
            assertThat(finding.remedy()).isPresent();
        });
        assertThat(report.findings()).extracting(Finding::code).doesNotContain(Code.CHECK_INCOMPLETE);
        assertThat(Home.text(report)).doesNotContain(Home.canaries());
        assertThat(home.snapshot()).isEqualTo(before);
    }

    @Test
    void every_code_is_proved_here() {
        Set<Code> proved = EnumSet.of(Code.CHECK_INCOMPLETE, Code.HELPER_SILENT);
        wrongs().forEach(wrong -> proved.add(wrong.code()));

        assertThat(proved).containsExactlyInAnyOrder(Code.values());
    }

    /** A home in which all is well. */
    record Right(String what, Making making) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Right> rights() {
        return Stream.of(
                new Right("nothing at all", _ -> {}),
                new Right("10 MiB in one string", home -> home.docker("\"x\": \"" + "a".repeat(10 << 20) + "\"")),
                new Right(
                        "a marker that others may read",
                        home -> mode(home.docker(auths("\"reg.test\": {}", "\"" + HUB + "\": {}")), "rw-r--r--")),
                new Right("a helper that answers", home -> {
                    home.docker(auths("\"reg.test\": {}") + ", \"credsStore\": \"good\"");
                    home.helper("good", "echo '{\"reg.test\": \"user\"}'");
                }),
                new Right("credHelpers by host, and none for one host", home -> {
                    home.docker("\"credHelpers\": {\"reg.test:5000\": \"good\", \"" + HUB + "\": \"\"}");
                    home.emptyHelper("good");
                }),
                new Right("podman asks coffer", home -> {
                    home.podmanAsksCoffer();
                    home.emptyHelper("coffer");
                }),
                new Right("a stored login without an end", home -> home.store("reg.test", CANARY, Optional.empty())),
                new Right(
                        "a stored login that lasts",
                        home -> home.store("reg.test", CANARY, Optional.of(NOW.plus(Duration.ofDays(90))))),
                new Right("AWS without keys", home -> {
                    home.file(".aws/config", "[profile sso]\nsso_session = main\n");
                    home.file(".aws/credentials", "[default]\ncredential_process = /usr/bin/true\n");
                }),
                new Right(
                        "Google's workload identity",
                        home -> home.file(
                                ".config/gcloud/application_default_credentials.json",
                                "{\"type\": \"external_account\"}")),
                new Right(
                        "an empty cache of az",
                        home -> home.file(
                                ".azure/msal_token_cache.json", "{\"AccessToken\": {}, \"AppMetadata\": {\"a\": {}}}")),
                new Right(
                        "Maven with encrypted passwords and variables",
                        home -> home.file(
                                ".m2/settings.xml",
                                "<password>{abc=}</password><!-- <password>x</password> --><password>${env.P}</password>")),
                new Right(
                        "regctl without logins",
                        home -> home.file(
                                ".regctl/config.json", "{\"hosts\": {\"reg.test\": {\"tls\": \"disabled\"}}}")),
                new Right("a context that is there", home -> {
                    home.docker("\"currentContext\": \"ci\"");
                    home.file(".docker/contexts/meta/" + CI_SHA256 + "/meta.json", "{}");
                }),
                new Right("the default context", home -> home.docker("\"currentContext\": \"default\"")),
                new Right(
                        "a folder for plugins",
                        home -> home.docker("\"cliPluginsExtraDirs\": [\""
                                + mode(Files.createDirectory(home.folder.resolve("plugins")), "rwxr-xr-x") + "\"]")),
                new Right("DOCKER_CONFIG names a folder", home -> {
                    home.docker("");
                    home.variables.put(
                            "DOCKER_CONFIG", home.folder.resolve(".docker").toString());
                }),
                new Right("an empty file of podman", home -> home.file("run/containers/auth.json", "{\"auths\": {}}")),
                new Right("a link to a file", home -> {
                    home.file("dotfiles/config.json", "{}");
                    link(home, ".docker/config.json", "../dotfiles/config.json");
                }));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void where_all_is_well_nothing_is_found(Right right) throws Exception {
        Home home = new Home(temporary);
        right.making().in(home);

        assertThat(home.audit().findings()).isEmpty();
    }

    @Test
    void the_report_shows_by_which_file_a_helper_is_run() throws Exception {
        Home home = new Home(temporary);
        home.docker("\"credsStore\": \"good\"");
        Path real = home.folder.resolve("real");
        Files.move(home.emptyHelper("good"), real);
        Files.createSymbolicLink(home.bin.resolve("docker-credential-good"), real);

        assertThat(home.audit().helpers()).singleElement().satisfies(seen -> {
            assertThat(seen.program()).isEqualTo(real.toRealPath());
            assertThat(seen.places()).singleElement().asString().contains("credsStore", "config.json");
            assertThat(seen.time()).isPresent();
        });
    }

    @Test
    void a_silent_helper_is_not_waited_for() throws Exception {
        Home home = new Home(temporary);
        home.docker("\"credsStore\": \"mute\"");
        home.helper("mute", "exec sleep 60");
        long start = System.nanoTime();

        AuditReport report = home.audit(Duration.ofMillis(300));

        assertThat(report.findings()).extracting(Finding::code).contains(Code.HELPER_SILENT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void a_check_that_fails_or_hangs_stops_no_other() throws Exception {
        Home home = new Home(temporary);
        Machine machine =
                new Machine(home.environment(), home.root, home.system, home.uid, () -> NOW, SetUpKnowledge.NONE);
        List<Check> checks = List.of(
                check("throws", () -> {
                    throw new IOException("no disk");
                }),
                check("is wrong", () -> {
                    throw new IllegalStateException(CANARY);
                }),
                check("hangs", () -> Thread.sleep(60_000)),
                new PlainTextLogins());
        home.docker(auths(login("reg.test")));

        AuditReport report = new Audit(checks, Duration.ofSeconds(3)).of(machine);

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactly(
                        Code.CHECK_INCOMPLETE, Code.CHECK_INCOMPLETE, Code.CHECK_INCOMPLETE, Code.PLAIN_TEXT_LOGIN);
        assertThat(Home.text(report)).contains("no disk").doesNotContain(CANARY);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static Check check(String subject, Work work) {
        return new Check() {
            @Override
            public String subject() {
                return subject;
            }

            @Override
            public void look(Machine machine, Findings findings) throws IOException {
                try {
                    work.run();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
