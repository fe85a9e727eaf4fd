package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Lookup;
import dev.coffer.api.SecretId;
import dev.coffer.api.StoredSecret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault that was written when the format was fixed must always be readable. */
class VaultFormatTest {
    private static final Instant EXPIRY = Instant.parse("2999-12-31T23:59:59.5Z");

    private Sandbox sandbox;

    @BeforeEach
    void copyVault(@TempDir Path folder) throws Exception {
        // Git does not keep the modes that the vault insists on.
        Sandbox.copy(Path.of("src/test/resources/vault-1"), folder);
        sandbox = new Sandbox(folder);
    }

    @Test
    void a_vault_of_version_1_is_read() throws Exception {
        assertThat(sandbox.answer("docker.io")).isEqualTo("pässwörd\n");
        assertThat(sandbox.get("registry.example:5000/team/app")).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            Credential credential = found.credential();
            assertThat(credential.isIdentityToken()).isTrue();
            assertThat(credential.secret().text()).isEqualTo("refresh");
            assertThat(credential.expires()).contains(EXPIRY);
            assertThat(credential.realm()).contains("auth.example");
            assertThat(found.origin().server()).isEqualTo("Registry.Example:5000/team");
        });
        StoredSecret secret =
                sandbox.vault().secrets().get(new SecretId("docker/mcp/key")).orElseThrow();
        assertThat(secret.secret().copyBytes()).containsExactly(0, 0xff, 10);
        assertThat(secret.metadata()).isEqualTo(Map.of("owner", "bob", "note", "n"));
    }

    @Test
    void a_vault_of_version_1_is_listed_and_written() throws Exception {
        sandbox.storing("new.example", "carol", "new");

        assertThat(sandbox.vault().inspect())
                .isEqualTo(new Vault.Inspection(
                        List.of(
                                new Entry("Registry.Example:5000/team", "<token>", Optional.of(EXPIRY)),
                                new Entry("https://index.docker.io/v1/", "alice", Optional.empty()),
                                new Entry("new.example", "carol", Optional.empty())),
                        List.of()));
        assertThat(sandbox.answer("docker.io")).isEqualTo("pässwörd\n");
    }
}
