package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that {@code README.md} shows is the one below, and it runs. */
class ReadmeTest {
    @Test
    void the_lines_in_the_readme_encrypt_and_decrypt(@TempDir Path folder) throws Exception {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "for your eyes only");
        Path file = folder.resolve("letter.txt.age");
        Path copy = folder.resolve("copy.txt");

        // README
        try (X25519Identity identity = X25519Identity.generate()) {
            Recipient recipient = Recipients.parse(identity.recipient().toString());
            try (var out = Age.encryptTo(recipient).encrypt(Files.newOutputStream(file))) {
                Files.copy(letter, out);
            }
            try (var in = Age.decryptWith(identity).decrypt(Files.newInputStream(file))) {
                Files.copy(in, copy);
            }
        }
        // README

        assertThat(copy).hasContent("for your eyes only");
        assertThat(codeOfTheReadme()).isEqualTo(codeAbove());
    }

    @Test
    void the_readme_names_every_error() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Class<?> error : AgeException.class.getPermittedSubclasses()) {
            assertThat(readme).contains("`" + error.getSimpleName() + "`");
        }
    }

    private static List<String> codeOfTheReadme() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        int start = lines.indexOf("```java") + 1;
        return lines.subList(start, start + lines.subList(start, lines.size()).indexOf("```"));
    }

    private static List<String> codeAbove() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("src/test/java/dev/coffer/age/ReadmeTest.java"));
        int start = lines.indexOf("        // README") + 1;
        return lines.subList(start, lines.lastIndexOf("        // README")).stream()
                .map(line -> line.substring(8))
                .toList();
    }
}
