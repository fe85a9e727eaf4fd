package dev.coffer.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.settings.SettingsException;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facade over a real vault and real helper programs, in a home of its own. */
class CofferTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.test");
    private static final ServerAddress OLD = ServerAddress.parse("old.test");

    @TempDir
    Path home;

    private Path bin;
    private Path settings;

    @BeforeEach
    void makeHome() throws IOException {
        bin = Files.createDirectory(home.resolve("bin"));
        settings = Files.createDirectories(home.resolve(".config/coffer")).resolve("config.yaml");
    }

    private Coffer open() throws IOException {
        return Coffer.open(new Environment(Map.of("HOME", home.toString(), "PATH", bin + ":/usr/bin:/bin")));
    }

    private void settings(String text) throws IOException {
        Files.writeString(settings, text);
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** A helper that knows one server until that is erased. */
    private void helper(String name, ServerAddress server) throws IOException {
        Path program = bin.resolve("docker-credential-" + name);
        Path gone = bin.resolve(name + ".gone");
        Files.writeString(program, """
                #!/bin/sh
                read -r server
                case $1 in
                  get)
                    if [ "$server" = %s ] && [ ! -e %s ]; then
                      echo '{"ServerURL":"","Username":"old","Secret":"from the helper"}'
                    else
                      echo 'credentials not found in native keychain'
                      exit 1
                    fi ;;
                  erase) : > %s ;;
                esac
                """.formatted(server, gone, gone));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Credential credential(String user) {
        return new Credential(user, Secret.ofText("secret of " + user));
    }

    private static String user(Lookup answer) {
        return answer instanceof Lookup.Found found ? found.credential().username() : answer.toString();
    }

    @Test
    void what_was_stored_is_found_under_every_spelling() throws Exception {
        open().helperStore(_ -> {}).store(SERVER, credential("alice"));

        assertThat(user(open().get(Request.of(ServerAddress.parse("https://REGISTRY.test:443/v2/")))))
                .isEqualTo("alice");
    }

    @Test
    void an_account_is_found_by_name_active_or_not() throws Exception {
        Coffer coffer = open();
        coffer.accounts().login(SERVER, credential("alice"));
        coffer.accounts().login(SERVER, credential("bob"));

        for (String user : new String[] {"alice", "bob"}) {
            Request request = new Request(SERVER, Optional.of(user), Request.DEFAULT_LIMIT);
            assertThat(user(coffer.get(request))).isEqualTo(user);
        }
        assertThat(coffer.get(new Request(SERVER, Optional.of("carol"), Request.DEFAULT_LIMIT)))
                .isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void a_route_decides_before_the_store() throws Exception {
        helper("other", SERVER);
        settings("""
                routes:
                  - server: registry.test
                    use: helper:other
                """);
        open().accounts().login(SERVER, credential("alice"));

        assertThat(user(open().get(Request.of(SERVER)))).isEqualTo("old");
    }

    @Test
    void a_denied_server_gets_nothing_even_if_a_login_is_stored() throws Exception {
        settings("""
                routes:
                  - server: "*.test"
                    deny: true
                """);
        open().accounts().login(SERVER, credential("alice"));

        assertThat(open().get(Request.of(SERVER)))
                .isInstanceOfSatisfying(Lookup.Unavailable.class, answer -> assertThat(answer.kind())
                        .isEqualTo(Kind.REFUSED));
    }

    @Test
    void the_last_route_answers_what_the_store_has_not_and_is_erased_by_a_logout() throws Exception {
        helper("old", OLD);
        settings("""
                routes:
                  - server: "**"
                    use: helper:old
                    last: true
                """);
        open().accounts().login(SERVER, credential("alice"));

        assertThat(user(open().get(Request.of(SERVER)))).isEqualTo("alice");
        assertThat(user(open().get(Request.of(OLD)))).isEqualTo("old");
        assertThat(open().logout(OLD, Optional.empty())).isTrue();
        assertThat(open().get(Request.of(OLD))).isInstanceOf(Lookup.Absent.class);
        assertThat(open().logout(OLD, Optional.empty())).isFalse();
    }

    @Test
    void a_helper_that_is_missing_is_not_taken_for_not_found() throws Exception {
        settings("""
                routes:
                  - server: "**"
                    use: helper:missing
                    last: true
                """);

        assertThat(open().get(Request.of(SERVER))).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void the_helper_protocol_sees_active_logins_that_have_not_expired() throws Exception {
        Coffer coffer = open();
        coffer.accounts().login(SERVER, credential("alice"));
        coffer.accounts().login(SERVER, credential("bob"));
        coffer.accounts()
                .login(
                        OLD,
                        new Credential(
                                "eve",
                                Secret.ofText("stale"),
                                Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
                                Optional.empty()));

        assertThat(coffer.helperStore(_ -> {}).list())
                .extracting(Entry::username)
                .contains("bob")
                .doesNotContain("alice");
        assertThat(coffer.helperStore(_ -> {}).get(Request.of(OLD)))
                .isInstanceOfSatisfying(Lookup.Unavailable.class, answer -> assertThat(answer.kind())
                        .isEqualTo(Kind.EXPIRED));
    }

    @Test
    void on_unavailable_anonymous_turns_a_failure_into_not_found_for_helpers_only() throws Exception {
        settings("""
                on-unavailable: anonymous
                routes:
                  - server: registry.test
                    deny: true
                """);

        assertThat(open().helperStore(_ -> {}).get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
        assertThat(open().get(Request.of(SERVER))).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void on_absent_empty_answers_helpers_with_empty_credentials() throws Exception {
        settings("on-absent: empty\non-unavailable: anonymous\nroutes:\n  - server: old.test\n    deny: true\n");

        for (ServerAddress server : List.of(SERVER, OLD)) {
            assertThat(open().helperStore(CofferTest::unexpected).get(Request.of(server)))
                    .isInstanceOfSatisfying(Lookup.Found.class, found -> {
                        assertThat(found.credential().username()).isEmpty();
                        assertThat(found.credential().secret().isEmpty()).isTrue();
                    });
        }
        assertThat(open().get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void a_login_that_a_route_would_never_look_up_is_not_kept_and_said_so() throws Exception {
        settings("""
                routes:
                  - server: "123456789012.*"
                    use: ecr
                """);
        ServerAddress registry = ServerAddress.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com");
        List<String> notes = new ArrayList<>();

        open().helperStore(notes::add).store(registry, credential("AWS"));
        open().helperStore(notes::add).erase(registry);

        assertThat(notes).hasSize(2);
        assertThat(notes.getFirst()).contains("nothing was stored");
        assertThat(notes.getLast()).contains("nothing was erased");
        assertThat(open().accounts().list()).isEmpty();
    }

    @Test
    void a_login_to_a_clouds_registry_without_a_route_is_ordinary() throws Exception {
        ServerAddress registry = ServerAddress.parse("myteam.azurecr.io");

        open().helperStore(CofferTest::unexpected).store(registry, credential("admin"));

        assertThat(user(open().get(Request.of(registry)))).isEqualTo("admin");
    }

    @Test
    void under_the_name_of_a_clouds_helper_no_password_is_swallowed() throws Exception {
        List<String> notes = new ArrayList<>();
        CredentialStore ecr = open().speakingFor("ecr-login", notes::add).orElseThrow();

        ecr.store(SERVER, credential("alice"));
        assertThat(notes).isEmpty();
        assertThat(user(ecr.get(Request.of(SERVER)))).isEqualTo("alice");
        assertThat(ecr.list()).extracting(Entry::username).containsExactly("alice");

        ecr.store(ServerAddress.parse("public.ecr.aws"), credential("AWS"));
        assertThat(notes).singleElement().satisfies(note -> assertThat(note).contains("nothing was stored"));
        assertThat(ecr.list()).hasSize(1);
    }

    @Test
    void a_login_on_a_route_to_a_helper_goes_to_that_helper() throws Exception {
        helper("old", SERVER);
        settings("""
                routes:
                  - server: registry.test
                    use: helper:old
                """);

        open().helperStore(CofferTest::unexpected).store(SERVER, credential("alice"));

        assertThat(open().accounts().list()).isEmpty();
        assertThat(open().helperStore(CofferTest::unexpected).erase(SERVER)).isTrue();
        assertThat(open().get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
    }

    private static void unexpected(String note) {
        throw new AssertionError(note);
    }

    @Test
    void a_login_to_docker_hub_and_its_browser_tokens_end_together() throws IOException, StoreException {
        Coffer coffer = open();
        coffer.accounts().login(ServerAddress.hub(), credential("alice"));
        for (ServerAddress token : ServerAddress.hubTokens()) {
            coffer.accounts().login(token, credential("alice"));
        }

        assertThat(coffer.logout(ServerAddress.parse("docker.io"), Optional.empty()))
                .isTrue();
        assertThat(coffer.accounts().list()).isEmpty();
    }

    @Test
    void many_logins_at_once_are_listed_and_a_second_time_changes_nothing() throws IOException, StoreException {
        for (boolean first : new boolean[] {true, false}) {
            try (ManyLogins logins = open().manyLogins()) {
                for (int i = 0; i < 20; i++) {
                    ServerAddress server = ServerAddress.parse("registry" + i + ".test");
                    assertThat(logins.login(server, credential("alice"))).isEqualTo(first);
                }
            }
        }

        assertThat(open().accounts().list()).hasSize(20);
    }

    @Test
    void an_unknown_store_is_refused() throws IOException {
        settings("store: nowhere\n");

        assertThatThrownBy(this::open).isInstanceOf(SettingsException.class).hasMessageContaining("nowhere");
    }

    @Test
    void an_account_that_has_ended_is_reported_even_when_asked_for_by_name() throws Exception {
        Coffer coffer = open();
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        coffer.accounts()
                .add(SERVER, new Credential("alice", Secret.ofText("old"), Optional.of(past), Optional.empty()), false);
        Lookup answer = coffer.get(new Request(SERVER, Optional.of("alice"), Request.DEFAULT_LIMIT));
        assertThat(answer).isInstanceOfSatisfying(Lookup.Unavailable.class, expired -> {
            assertThat(expired.kind()).isEqualTo(Kind.EXPIRED);
            assertThat(expired.whatToDo()).isEqualTo("log in again: coffer login registry.test");
        });
    }
}
