package dev.coffer.keychain.secretservice;

import static dev.coffer.keychain.Logins.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.dbus.BusAddress;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.platform.places.Environment;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SecretServiceFaultsTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.example");
    private static final SecretId ID = new SecretId("a/b");

    /** The name under which GNOME Keyring looks for whoever shows its prompts. */
    private static final String PROMPTER = "org.gnome.keyring.SystemPrompter";

    @TempDir
    private Path folder;

    @Test
    void a_locked_keyring_is_said_to_be_locked_and_loses_nothing() throws Exception {
        try (Desktop desktop = Desktop.start(folder)) {
            fill(desktop.store());
            desktop.stopKeyring();
            desktop.startLockedKeyring();
            SecretService store = desktop.store();

            assertThat(store.get(Request.of(SERVER))).isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> {
                assertThat(unavailable.kind()).isEqualTo(Kind.LOCKED);
                assertThat(unavailable.whatToDo()).isNotEmpty();
            });
            assertFails(Kind.LOCKED, () -> store.store(SERVER, new Credential("eve", Secret.ofText("x"))));
            assertFails(Kind.LOCKED, () -> store.erase(SERVER));
            assertFails(Kind.LOCKED, store::list);
            assertFails(Kind.LOCKED, () -> store.secrets().get(ID));
            assertFails(Kind.LOCKED, () -> store.secrets().put(ID, Secret.ofText("x"), Map.of()));
            assertFails(Kind.LOCKED, () -> store.secrets().delete(ID));
            assertFails(Kind.LOCKED, () -> store.secrets().list(new SecretPattern("**")));
            assertThat(store.secrets().get(new SecretId("other"))).isEmpty();

            desktop.stopKeyring();
            desktop.startKeyring("password");
            assertFilled(store);
        }
    }

    @Test
    void a_prompt_that_nobody_answers_ends_at_the_limit() throws Exception {
        try (Desktop desktop = Desktop.start(folder)) {
            fill(desktop.store());
            desktop.stopKeyring();
            desktop.startLockedKeyring();
            try (BusConnection silent = desktop.connect()) {
                assertThat(silent.acquire(PROMPTER, Duration.ofSeconds(5))).isTrue();
                SecretService store = desktop.store(new SecretServiceSettings(
                        Optional.empty(), false, Duration.ofSeconds(10), Duration.ofMillis(300)));

                assertThat(store.get(Request.of(SERVER)))
                        .isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> {
                            assertThat(unavailable.kind()).isEqualTo(Kind.TIMEOUT);
                            assertThat(unavailable.why().text()).contains("nobody answered", "300 ms");
                        });
                Request hurried = new Request(SERVER, Optional.empty(), Duration.ofMillis(150));
                assertThat(desktop.store().get(hurried))
                        .isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> assertThat(unavailable.kind())
                                .as(unavailable.why().text())
                                .isEqualTo(Kind.TIMEOUT));
            }
        }
    }

    @Test
    void without_a_default_collection_nothing_is_found_and_nothing_can_be_stored() throws Exception {
        try (Desktop desktop = Desktop.withoutKeyring(folder)) {
            desktop.startKeyring("");
            SecretService store = desktop.store();

            assertThat(store.get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
            assertThat(store.list()).isEmpty();
            assertThatThrownBy(() -> store.store(SERVER, new Credential("bob", Secret.ofText("x"))))
                    .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(Kind.LOCKED))
                    .hasMessageContaining("no default collection");

            SecretService chosen = desktop.store(inCollection("session"));
            fill(chosen);
            assertFilled(chosen);
        }
    }

    @Test
    void a_chosen_collection_is_the_only_one_that_is_used() throws Exception {
        try (Desktop desktop = Desktop.start(folder)) {
            SecretService session = desktop.store(inCollection("session"));
            SecretService login = desktop.store(inCollection("Login"));
            SecretService path = desktop.store(inCollection("/org/freedesktop/secrets/collection/session"));
            fill(session);

            assertThat(login.get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
            assertThat(login.list()).isEmpty();
            assertFilled(path);
            assertFilled(desktop.store());
            assertFails(
                    Kind.UNREACHABLE, () -> desktop.store(inCollection("none")).list());
        }
    }

    @Test
    void a_bus_on_an_abstract_socket_is_reached() throws Exception {
        try (Desktop desktop = Desktop.onAbstractSocket(folder)) {
            assertThat(desktop.environment(BusAddress.VARIABLE)).startsWith("unix:abstract=");
            fill(desktop.store());

            assertFilled(desktop.store());
            assertThat(desktop.store().probe()).isInstanceOf(Availability.Available.class);
        }
    }

    @Test
    void a_bus_without_a_service_is_said_to_be_so() throws Exception {
        try (Desktop desktop = Desktop.withoutKeyring(folder)) {
            assertUnusable(desktop.store(), Kind.UNREACHABLE);
            assertThat(desktop.store().probe())
                    .isInstanceOfSatisfying(Availability.Missing.class, missing -> assertThat(missing.reason())
                            .contains("no secret service"));
        }
    }

    @Test
    void without_a_bus_that_is_said_and_none_is_started() {
        Map<String, String> gone = Map.of(BusAddress.VARIABLE, "unix:path=" + folder.resolve("none"));
        for (Map<String, String> variables : List.of(
                Map.<String, String>of(),
                gone,
                Map.of("XDG_RUNTIME_DIR", folder.toString()),
                Map.of(BusAddress.VARIABLE, "autolaunch:"),
                Map.of(BusAddress.VARIABLE, "unix:abstract=coffer-nobody-listens-here"))) {
            SecretService store =
                    SecretService.open(new Environment(variables), SecretServiceSettings.DEFAULT, Desktop.SOCKETS);
            assertUnusable(store, Kind.UNREACHABLE);
            assertThat(store.probe()).isInstanceOf(Availability.Missing.class);
        }
    }

    @Test
    void a_silent_bus_is_waited_for_until_the_limit_and_probed_quickly() throws Exception {
        Path socket = folder.resolve("bus");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            SecretService store = SecretService.open(
                    new Environment(Map.of(BusAddress.VARIABLE, "unix:path=" + socket)),
                    new SecretServiceSettings(Optional.empty(), false, Duration.ofMillis(200), Duration.ofSeconds(30)),
                    Desktop.SOCKETS);
            assertUnusable(store, Kind.TIMEOUT);
            long start = System.nanoTime();
            assertThat(store.probe()).isInstanceOf(Availability.Missing.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));
        }
    }

    @Test
    void a_bus_that_dies_during_a_prompt_is_a_failure_at_once() throws Exception {
        try (Desktop desktop = Desktop.start(folder);
                var threads = Executors.newSingleThreadExecutor()) {
            fill(desktop.store());
            desktop.stopKeyring();
            desktop.startLockedKeyring();
            try (BusConnection silent = desktop.connect()) {
                assertThat(silent.acquire(PROMPTER, Duration.ofSeconds(5))).isTrue();
                Future<Lookup> answer = threads.submit(() -> desktop.store().get(Request.of(SERVER)));
                assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

                desktop.stopBus();

                assertThat(answer.get(5, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> assertThat(unavailable.kind())
                                .as(unavailable.why().text())
                                .isEqualTo(Kind.UNREACHABLE));
            }
        }
    }

    @Test
    void a_damaged_secret_is_listed_without_metadata_beside_the_others() throws Exception {
        try (Desktop desktop = Desktop.start(folder)) {
            SecretStore secrets = desktop.store().secrets();
            secrets.put(ID, Secret.ofText("x"), Map.of("owner", "alice"));
            desktop.run("no envelope", "secret-tool", "store", "--label=x", "coffer", "secret", "id", "bad")
                    .done();

            assertThat(secrets.list(new SecretPattern("**")))
                    .containsExactly(
                            new SecretEntry(ID, Map.of("owner", "alice")),
                            new SecretEntry(new SecretId("bad"), Map.of()));
            assertThatThrownBy(() -> secrets.get(new SecretId("bad")))
                    .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(Kind.DAMAGED))
                    .hasMessageContaining("bad");
            assertThat(secrets.delete(new SecretId("bad"))).isTrue();
        }
    }

    @Test
    void a_restarted_keyring_is_simply_used() throws Exception {
        try (Desktop desktop = Desktop.start(folder)) {
            SecretService store = desktop.store();
            fill(store);
            desktop.stopKeyring();
            assertUnusable(store, Kind.UNREACHABLE);
            desktop.startKeyring("password");
            assertFilled(store);
        }
    }

    private static SecretServiceSettings inCollection(String name) {
        SecretServiceSettings standard = SecretServiceSettings.DEFAULT;
        return new SecretServiceSettings(Optional.of(name), false, standard.answerLimit(), standard.promptLimit());
    }

    private static void fill(SecretService store) throws StoreException {
        store.store(SERVER, new Credential("bob", Secret.ofText("s3cret")));
        store.secrets().put(ID, Secret.ofText("by id"), Map.of("owner", "alice"));
    }

    private static void assertFilled(SecretService store) throws StoreException {
        assertThat(store.get(Request.of(SERVER)))
                .isInstanceOfSatisfying(Lookup.Found.class, found -> assertThat(found.credential())
                        .isEqualTo(new Credential("bob", Secret.ofText("s3cret"))));
        assertThat(store.secrets().get(ID).orElseThrow().secret().text()).isEqualTo("by id");
    }

    private static void assertUnusable(SecretService store, Kind kind) {
        assertThat(store.get(Request.of(SERVER)))
                .isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> assertThat(unavailable.kind())
                        .as(unavailable.why().text())
                        .isEqualTo(kind));
        assertFails(kind, () -> store.store(SERVER, new Credential("bob", Secret.ofText("x"))));
        assertFails(kind, () -> store.erase(SERVER));
        assertFails(kind, store::list);
        assertFails(kind, () -> store.secrets().get(ID));
    }
}
