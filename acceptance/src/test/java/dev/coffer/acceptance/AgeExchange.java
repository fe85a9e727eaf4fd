package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.acceptance.agetool.Way;
import dev.coffer.age.TestPlugins;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A plaintext, the file it is encrypted to, and what is decrypted from that, between Debian's {@code age} and the library
 * as it is delivered; and the keys for it. A JUnit extension for all tests of a class, which follow each other.
 */
final class AgeExchange implements BeforeAllCallback, AfterAllCallback {
    static final List<Integer> SIZES = List.of(0, 65_535, 65_536, 65_537);
    static final String PASSPHRASE = "pässphrase $1";

    private final Sandbox user = new Sandbox();
    private @Nullable AgeToolProcess tool;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Peers.require("age", "age-keygen", "ssh-keygen", "script", "python3");
        user.beforeEach(context);
        Files.createDirectory(user.path("plugins"));
        user.with("PATH", user.path("plugins") + ":/usr/bin:/bin");
        user.write("passphrase", PASSPHRASE);
        user.write("other-passphrase", "other");
        tool = new AgeToolProcess(user);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        tool().close();
        user.afterEach(context);
    }

    private AgeToolProcess tool() {
        return Objects.requireNonNull(tool, "the tool is started before the first test");
    }

    /** The tool's word for the identities, which are also to be encrypted to. */
    String identities() {
        return "identities=" + path("identities");
    }

    String recipients() {
        return "recipients=" + path("recipients");
    }

    /** The tool's word for the passphrase as a key. */
    String passphrase() {
        return "passphrase=" + path("passphrase");
    }

    /** The same with little work for who encrypts. */
    String quickPassphrase() {
        return "quick-passphrase=" + path("passphrase");
    }

    /** The tool's word for the passphrase as the answer to questions of identities that follow. */
    String answer() {
        return "answer=" + path("passphrase");
    }

    String wrongAnswer() {
        return "answer=" + path("other-passphrase");
    }

    String path(String name) {
        return user.path(name).toString();
    }

    byte[] content(String name) throws IOException {
        return Files.readAllBytes(user.path(name));
    }

    String text(String name) {
        return user.read(name);
    }

    void write(String name, byte[] content) throws IOException {
        Files.write(user.path(name), content);
    }

    void writeLine(String name, String line) {
        user.write(name, line + "\n");
    }

    void makePlain(int size) throws IOException {
        Random random = new Random(size);
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(user.path("plain")))) {
            for (int left = size; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                out.write(buffer, 0, Math.min(left, buffer.length));
            }
        }
    }

    /** New keys, made by the tool. */
    void makeKeys(String kind) throws IOException, InterruptedException {
        tool().run("generate", kind, path("identities"));
        String comment = Files.readAllLines(user.path("identities")).getFirst();
        writeLine("recipients", comment.substring("# public key: ".length()));
    }

    /** New keys of SSH. */
    void sshKeygen(String... options) throws IOException {
        Files.deleteIfExists(user.path("identities"));
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", path("identities")));
        command.addAll(List.of(options));
        user.run(command).succeeded();
        write("recipients", content("identities.pub"));
    }

    /** The keys of the test plugin, whose name says how it behaves. */
    void installPlugin(String name) throws IOException {
        new TestPlugins(user.path("plugins")).install(name);
        writeLine("identities", TestPlugins.identity(name));
        writeLine("recipients", TestPlugins.recipient(name));
    }

    /** Runs a command of the shell in the folder of the files. */
    Result shell(String command) {
        return user.run(List.of("sh", "-c", command)).succeeded();
    }

    /** Runs a command of the shell on a terminal, and types the passphrase at each of the prompts. */
    void shellWithPassphrase(String command, String... prompts) throws IOException, InterruptedException {
        try (Terminal terminal = new Terminal(user, command)) {
            for (String prompt : prompts) {
                terminal.awaitText(prompt);
                terminal.type(PASSPHRASE + "\n");
            }
            assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
        }
    }

    void ageDecrypts() throws IOException {
        // With -o age makes no file for an empty plaintext.
        shell("age -d -i identities encrypted > decrypted");
        assertDecrypted();
    }

    void weEncrypt(Way way, String... keys) throws IOException, InterruptedException {
        tool().run(words("encrypt", way, "plain", "encrypted", keys));
    }

    void weDecrypt(Way way, String... keys) throws IOException, InterruptedException {
        tool().run(words("decrypt", way, "encrypted", "decrypted", keys));
        assertDecrypted();
    }

    /** The tool's answer has this beginning: the class of the exception, and what it says first. */
    void weDoNotEncrypt(String problem, String... keys) throws IOException, InterruptedException {
        assertThat(tool().answer(words("encrypt", Way.STREAM, "plain", "encrypted", keys)))
                .startsWith(problem);
    }

    /** As {@link #weDoNotEncrypt}. */
    void weDoNotDecrypt(String problem, String... keys) throws IOException, InterruptedException {
        assertThat(tool().answer(words("decrypt", Way.STREAM, "encrypted", "decrypted", keys)))
                .startsWith(problem);
    }

    void assertDecrypted() throws IOException {
        assertThat(Files.mismatch(user.path("plain"), user.path("decrypted"))).isEqualTo(-1);
        Files.delete(user.path("decrypted"));
    }

    private String[] words(String action, Way way, String from, String to, String... keys) {
        List<String> words = new ArrayList<>(List.of(action, way.name(), path(from), path(to)));
        words.addAll(List.of(keys));
        return words.toArray(String[]::new);
    }
}
