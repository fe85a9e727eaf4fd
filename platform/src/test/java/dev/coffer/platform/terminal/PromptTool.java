package dev.coffer.platform.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks one question at the terminal, as a program, and tells the answer on standard output. */
final class PromptTool {
    private PromptTool() {}

    public static void main(String[] arguments) throws Exception {
        Optional<Terminal> opened = Terminal.open();
        if (opened.isEmpty()) {
            System.out.println("no terminal");
            return;
        }
        try (Terminal terminal = opened.get()) {
            String answer =
                    switch (arguments[0]) {
                        case "line" -> terminal.readLine("Name\u001b[2J: ");
                        case "hidden" -> new String(terminal.readHidden("Password: "), StandardCharsets.UTF_8);
                        default -> throw new IllegalArgumentException(arguments[0]);
                    };
            System.out.println("answer " + answer);
        } catch (EndOfInputException ended) {
            System.out.println("ended");
        } catch (IOException failed) {
            System.out.println("failed " + failed.getMessage());
        }
    }
}
