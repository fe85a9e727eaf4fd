package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges files with the program {@code age}, where both sides run the same plugin. */
class PluginInteroperabilityTest {
    private static final byte[] PLAINTEXT = "exchanged".getBytes(StandardCharsets.UTF_8);

    private final TestPlugins installed;
    private final Path plain;
    private final Path encrypted;
    private final Path output;
    private final Path folder;

    PluginInteroperabilityTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        installed = new TestPlugins(folder);
        plain = Files.write(folder.resolve("plain"), PLAINTEXT);
        encrypted = folder.resolve("encrypted.age");
        output = folder.resolve("output");
    }

    @BeforeAll
    static void the_peer_is_there() {
        InteroperabilityTest.the_peer_is_there();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xor", "two", "greasy", "chatter", "a.b-c_d+e1f"})
    void age_decrypts_what_our_plugin_wrapped(String name) throws Exception {
        installed.install(name);
        Recipient recipient = Recipients.parse(TestPlugins.recipient(name), installed.with(Prompts.none()));
        Files.write(
                encrypted,
                Age.encryptTo(recipient, X25519Identity.generate().recipient()).encrypt(PLAINTEXT));

        age("-d", "-i", identityFile(name), encrypted.toString());

        assertThat(output).hasBinaryContent(PLAINTEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xor", "two", "greasy", "chatter", "a.b-c_d+e1f"})
    void we_decrypt_what_the_plugin_of_age_wrapped(String name) throws Exception {
        installed.install(name);

        age("-r", TestPlugins.recipient(name), "-o", encrypted.toString(), plain.toString());

        assertThat(decrypt(name)).isEqualTo(PLAINTEXT);
    }

    @Test
    void files_encrypted_to_identities_are_exchanged() throws Exception {
        installed.install("xor");

        age("-e", "-i", identityFile("xor"), "-o", encrypted.toString(), plain.toString());
        assertThat(decrypt("xor")).isEqualTo(PLAINTEXT);

        PluginIdentity identity = PluginIdentity.parse(TestPlugins.identity("xor"), installed.with(Prompts.none()));
        Files.write(encrypted, Age.encryptTo(identity.recipient()).encrypt(PLAINTEXT));
        age("-d", "-i", identityFile("xor"), encrypted.toString());
        assertThat(output).hasBinaryContent(PLAINTEXT);
    }

    private byte[] decrypt(String name) throws IOException {
        Identity identity = Identities.parse(TestPlugins.identity(name), installed.with(Prompts.none()));
        return Age.decryptWith(identity).decrypt(Files.readAllBytes(encrypted));
    }

    private String identityFile(String name) throws IOException {
        return Files.writeString(folder.resolve("identity"), TestPlugins.identity(name) + "\n")
                .toString();
    }

    private void age(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("age"));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().merge("PATH", installed.folder() + ":", (path, first) -> first + path);
        Process process = builder.start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("age did not end within 20 s");
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    }
}
