package dev.coffer.keychain.secretservice;

import static dev.coffer.keychain.Logins.found;
import static dev.coffer.keychain.Logins.get;
import static dev.coffer.keychain.Logins.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Beside Debian's docker-credential-secretservice and secret-tool, over GNOME Keyring. */
@Timeout(60)
class SecretServicePeersTest {
    private static final String HELPER = "docker-credential-secretservice";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Desktop desktop;

    @SuppressWarnings("NullAway.Init")
    private SecretService store;

    @BeforeEach
    void start() throws Exception {
        desktop = Desktop.start(folder);
        store = desktop.store();
    }

    @AfterEach
    void stop() {
        desktop.close();
    }

    @Test
    void what_dockers_helper_stored_is_found_listed_and_erased() throws Exception {
        helperStores("https://index.docker.io/v1/", "alice", "päss\\nword");

        Lookup.Found found = found(store, "docker.io");
        assertThat(found.credential().username()).isEqualTo("alice");
        assertThat(found.credential().secret().text()).isEqualTo("päss\nword");
        assertThat(found.origin().server()).isEqualTo("https://index.docker.io/v1/");
        assertThat(store.list()).containsExactly(new Entry("https://index.docker.io/v1/", "alice", Optional.empty()));
        assertThat(store.erase(ServerAddress.parse("docker.io"))).isTrue();
        assertThat(helper("list", "").done()).contains("{}");
    }

    @Test
    void what_we_store_dockers_helper_finds_lists_and_erases() throws Exception {
        put(store, "registry.example:5000", "bob", "s3cret");

        assertThat(helper("get", "registry.example:5000").done())
                .contains("\"ServerURL\":\"registry.example:5000\"", "\"Username\":\"bob\"", "\"Secret\":\"s3cret\"");
        assertThat(helper("list", "").done()).contains("{\"registry.example:5000\":\"bob\"}");
        helper("erase", "registry.example:5000").done();
        assertThat(get(store, "registry.example:5000")).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void each_replaces_what_the_other_stored_in_place() throws Exception {
        put(store, "registry.example", "bob", "ours");
        helperStores("registry.example", "bob", "theirs");
        assertThat(found(store, "registry.example").credential().secret().text())
                .isEqualTo("theirs");
        assertThat(items("server", "registry.example")).hasSize(1);

        put(store, "registry.example", "bob", "ours again");
        assertThat(helper("get", "registry.example").done()).contains("ours again");
        assertThat(items("server", "registry.example")).hasSize(1);
    }

    @Test
    void of_two_users_the_one_stored_last_is_found_and_one_store_leaves_one() throws Exception {
        helperStores("registry.example", "zoe", "old");
        // The service counts time in seconds.
        Thread.sleep(1100);
        helperStores("registry.example", "alice", "new");

        assertThat(found(store, "registry.example").credential().username()).isEqualTo("alice");
        assertThat(store.list()).containsExactly(new Entry("registry.example", "alice", Optional.empty()));

        put(store, "https://registry.example", "carol", "newest");
        assertThat(items("docker_cli", "1")).hasSize(1);
        assertThat(helper("list", "").done()).contains("{\"https://registry.example\":\"carol\"}");
    }

    @Test
    void the_label_of_newer_helpers_does_not_matter() throws Exception {
        try (Conversation talk =
                new SessionBus(desktop.environment(), SecretServiceSettings.DEFAULT, Desktop.SOCKETS).begin()) {
            talk.create(
                    "Registry credentials for registry.example",
                    DockerItems.attributes("registry.example", "bob"),
                    new byte[] {'s'});
        }

        assertThat(store.list()).containsExactly(new Entry("registry.example", "bob", Optional.empty()));
        put(store, "registry.example", "bob", "new");
        assertThat(items("server", "registry.example")).hasSize(1);
        // From now on the helper's own list, which prints labels, is right.
        assertThat(helper("list", "").done()).contains("{\"registry.example\":\"bob\"}");
    }

    @Test
    void as_upstream_a_server_is_its_text() throws Exception {
        SecretService upstream = store.asUpstream();
        put(store, "registry.example", "bob", "secret");

        assertThat(upstream.get(Request.of(ServerAddress.parse("registry.example"))))
                .isInstanceOf(Lookup.Found.class);
        assertThat(upstream.get(Request.of(ServerAddress.parse("https://registry.example"))))
                .isInstanceOf(Lookup.Absent.class);
        assertThat(upstream.get(Request.of(ServerAddress.parse("registry.example/team"))))
                .isInstanceOf(Lookup.Absent.class);
        upstream.store(ServerAddress.parse("https://registry.example"), new Credential("eve", Secret.ofText("x")));
        assertThat(upstream.list()).hasSize(2);
        assertThat(upstream.erase(ServerAddress.parse("https://registry.example")))
                .isTrue();
        assertThat(upstream.list()).hasSize(1);
    }

    @Test
    void foreign_items_are_none_of_ours() throws Exception {
        desktop.run(
                        "x",
                        "secret-tool",
                        "store",
                        "--label=x",
                        "label",
                        "Docker Credentials",
                        "server",
                        "registry.example")
                .done();

        assertThat(store.list()).isEmpty();
        assertThat(get(store, "registry.example")).isInstanceOf(Lookup.Absent.class);
        assertThat(store.erase(ServerAddress.parse("registry.example"))).isFalse();
        assertThat(items("label", "Docker Credentials")).hasSize(1);
    }

    @Test
    void a_secret_by_id_is_shown_by_secret_tool() throws Exception {
        store.secrets().put(new SecretId("myapp/prod/db"), Secret.ofText("s3cret"), Map.of("owner", "alice"));

        assertThat(desktop.run("", "secret-tool", "lookup", "coffer", "secret", "id", "myapp/prod/db")
                        .done())
                .isEqualTo("coffer-secret 1 text\nid myapp/prod/db\nmeta owner=alice\n\ns3cret");
        assertThat(helper("list", "").done()).contains("{}");
    }

    @Test
    void any_bytes_survive_a_restart_of_the_keyring() throws Exception {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        store.secrets().put(new SecretId("a/b"), Secret.copyOf(bytes), Map.of());

        desktop.stopKeyring();
        desktop.startKeyring("password");

        assertThat(store.secrets()
                        .get(new SecretId("a/b"))
                        .orElseThrow()
                        .secret()
                        .copyBytes())
                .isEqualTo(bytes);
        assertThatThrownBy(() -> store.store(
                        ServerAddress.parse("registry.example"), new Credential("bob", Secret.copyOf(bytes))))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.REFUSED));
    }

    private void helperStores(String server, String username, String secretInJson) throws Exception {
        helper(
                        "store",
                        "{\"ServerURL\":\"" + server + "\",\"Username\":\"" + username + "\",\"Secret\":\""
                                + secretInJson + "\"}")
                .done();
    }

    private Program.Result helper(String action, String input) throws Exception {
        return desktop.run(input, HELPER, action);
    }

    private List<String> items(String attribute, String value) throws Exception {
        return desktop.run("", "secret-tool", "search", "--all", attribute, value)
                .done()
                .lines()
                .filter(line -> line.startsWith("["))
                .toList();
    }
}
