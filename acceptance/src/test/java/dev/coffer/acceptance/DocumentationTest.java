package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages tell people to type is there: each command, each of its options, each page that another names. */
class DocumentationTest {
    private static final Pattern SHELL_BLOCK = Pattern.compile("```(?:sh|console)?\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND =
            Pattern.compile("(?:^|[\\s(|&;\"`])(?:\\./)?coffer ([a-z]+)((?: +[^\\s|;&)\"`#]+)*)", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

    @RegisterExtension
    final Sandbox user = new Sandbox();

    /** A command as a page shows it. */
    record Shown(Path page, String command, List<String> options) {}

    static Stream<Path> pages() throws IOException {
        Path root = Delivery.projectRoot();
        List<Path> pages = new ArrayList<>(
                List.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md"), root.resolve("ARCHITECTURE.md")));
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    private static final Set<String> FAMILIES = Set.of("vault", "config", "route", "cache", "kube", "nomad");

    static Stream<Shown> commands() throws IOException {
        List<Shown> commands = new ArrayList<>();
        for (Path page : pages().toList()) {
            Matcher blocks = SHELL_BLOCK.matcher(Files.readString(page));
            while (blocks.find()) {
                Matcher shown = COMMAND.matcher(blocks.group(1));
                while (shown.find()) {
                    List<String> options = Stream.of(shown.group(2).strip().split(" +", -1))
                            .filter(word -> word.startsWith("-") && word.length() > 1)
                            .toList();
                    commands.add(new Shown(page, words(shown.group(1), shown.group(2)), options));
                }
            }
        }
        return commands.stream().distinct();
    }

    /** The command; where that is a family, with the one of its members that is shown. */
    private static String words(String command, String rest) {
        String next = rest.strip().split(" +", 2)[0];
        return FAMILIES.contains(command) && !next.isEmpty() && !next.startsWith("-") ? command + " " + next : command;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsThereWithItsOptions(Shown shown) {
        String help = user.coffer((shown.command() + " --help").split(" ", -1))
                .succeeded()
                .out();
        for (String option : shown.options()) {
            assertThat(help).describedAs(shown.page().toString()).containsPattern("(?m)(^|[ ,])" + option + "\\b");
        }
    }

    @Test
    void thePagesShowCommands() throws IOException {
        assertThat(commands().map(Shown::command))
                .contains("setup", "login", "logout", "list", "get", "use", "import", "ci", "vault protect", "unlock");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageThatIsNamedIsThere(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            assertThat(page.resolveSibling(links.group(1)).normalize()).exists();
        }
    }
}
