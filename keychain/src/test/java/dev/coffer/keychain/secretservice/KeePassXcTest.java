package dev.coffer.keychain.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over KeePassXC in place of GNOME Keyring. */
@Timeout(60)
class KeePassXcTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.example");

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Desktop desktop;

    @BeforeEach
    void start() throws Exception {
        desktop = Desktop.withoutKeyring(folder);
        desktop.startKeePassXc();
    }

    @AfterEach
    void stop() {
        desktop.close();
    }

    @Test
    void credentials_are_stored_replaced_listed_and_erased_and_dockers_helper_reads_them() throws Exception {
        SecretService store = desktop.store();
        assertThat(store.get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);

        store.store(SERVER, new Credential("alice", Secret.ofText("first")));
        store.store(SERVER, new Credential("bob", Secret.ofText("päss\nword")));

        assertThat(store.get(Request.of(SERVER)))
                .isInstanceOfSatisfying(Lookup.Found.class, found -> assertThat(found.credential())
                        .isEqualTo(new Credential("bob", Secret.ofText("päss\nword"))));
        assertThat(store.list()).containsExactly(new Entry("registry.example", "bob", Optional.empty()));
        assertThat(desktop.run("registry.example", "docker-credential-secretservice", "get")
                        .done())
                .contains("\"Username\":\"bob\"");
        assertThat(store.erase(SERVER)).isTrue();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void secrets_by_id_may_be_any_bytes() throws Exception {
        var secrets = desktop.store().secrets();
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        secrets.put(new SecretId("a/b"), Secret.ofText("former"), Map.of());
        secrets.put(new SecretId("a/b"), Secret.copyOf(bytes), Map.of("owner", "alice"));

        assertThat(secrets.get(new SecretId("a/b")).orElseThrow().secret().copyBytes())
                .isEqualTo(bytes);
        assertThat(secrets.list(new SecretPattern("a/*")))
                .containsExactly(new SecretEntry(new SecretId("a/b"), Map.of("owner", "alice")));
        assertThat(secrets.delete(new SecretId("a/b"))).isTrue();
        assertThat(secrets.get(new SecretId("a/b"))).isEmpty();
    }
}
