package dev.coffer.docker.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.docker.Peers;
import dev.coffer.platform.process.ProgramFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helpers that Debian ships (0.6.4), each made private to the test by a script that sets its environment. */
class HelperClientPeersTest {
    private static final ServerAddress SERVER = ServerAddress.parse("reg.example:5000");

    private final Path folder;

    HelperClientPeersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private HelperClient helper(String suffix, String environment) throws IOException {
        Peers.script(
                folder.resolve("docker-credential-" + suffix),
                environment + " exec /usr/bin/docker-credential-" + suffix + " \"$@\"");
        return new HelperClient(suffix, ProgramFinder.on(folder.toString()));
    }

    @Test
    void passKeepsFindsListsAndForgets() throws IOException, InterruptedException, StoreException {
        Peers.require("docker-credential-pass", "pass", "gpg");
        Path keys = Files.createDirectory(
                folder.resolve("g"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Map<String, String> environment = Map.of(
                "GNUPGHOME",
                keys.toString(),
                "PASSWORD_STORE_DIR",
                folder.resolve("store").toString());
        HelperClient pass = helper("pass", "GNUPGHOME=" + keys + " PASSWORD_STORE_DIR=" + folder.resolve("store"));
        try {
            assertThatThrownBy(() -> pass.store(SERVER, new Credential("u", Secret.ofText("s"))))
                    .isInstanceOfSatisfying(StoreException.class, withoutSetUp -> {
                        assertThat(withoutSetUp.kind()).isEqualTo(Kind.UNREACHABLE);
                        assertThat(withoutSetUp.whatToDo()).isEqualTo("set pass up: pass init GPG-ID");
                    });

            Peers.run(
                    environment,
                    "gpg",
                    "--batch",
                    "--quick-gen-key",
                    "--passphrase",
                    "",
                    "me@example",
                    "rsa2048",
                    "encr");
            Peers.run(environment, "pass", "init", "me@example");
            assertThat(pass.get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
            assertThat(pass.list()).isEmpty();

            Credential credential = new Credential("u", Secret.ofText("s&<\u00e4>\nsecond line"));
            pass.store(SERVER, credential);
            assertThat(pass.get(Request.of(SERVER)))
                    .isEqualTo(new Lookup.Found(credential, new Origin("helper:pass", "reg.example:5000")));
            assertThat(pass.list()).isEqualTo(List.of(new Entry("reg.example:5000", "u", Optional.empty())));
            assertThat(pass.erase(SERVER)).isTrue();
            assertThat(pass.get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
            assertThat(pass.erase(SERVER)).isFalse();
        } finally {
            Peers.run(environment, "gpgconf", "--kill", "gpg-agent");
        }
    }

    @Test
    void secretserviceWithoutADesktopIsUnreachableAndNotEmpty() throws IOException {
        Peers.require("docker-credential-secretservice");
        HelperClient secretservice =
                helper("secretservice", "unset DISPLAY; DBUS_SESSION_BUS_ADDRESS=unix:path=" + folder + "/none");
        Lookup lookup = secretservice.get(Request.of(SERVER));
        assertThat(lookup).isInstanceOf(Lookup.Unavailable.class);
        assertThat(((Lookup.Unavailable) lookup).kind()).isEqualTo(Kind.UNREACHABLE);
    }
}
