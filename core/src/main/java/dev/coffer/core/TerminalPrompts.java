package dev.coffer.core;

import dev.coffer.age.AgeException;
import dev.coffer.age.Prompts;
import dev.coffer.platform.terminal.EndOfInputException;
import dev.coffer.platform.terminal.Terminal;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks whoever sits at the terminal that the process was started from. Nobody is waited for longer than two minutes: a
 * forgotten window must not hold a client up for ever.
 */
public final class TerminalPrompts implements Prompts {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Duration limit;

    /** Prompts on the terminal of this process; it is opened when something is asked. */
    public TerminalPrompts() {
        this(LIMIT);
    }

    TerminalPrompts(Duration limit) {
        this.limit = limit;
    }

    private interface Question<A> {
        A ask(Terminal terminal) throws IOException;
    }

    @Override
    public void tell(String text) {
        try {
            withTerminal(terminal -> {
                terminal.printLine(text);
                return true;
            });
        } catch (AgeException.NoAnswer nobodyToTell) {
            // Then nobody needs to know.
        }
    }

    @Override
    public String ask(String question) throws AgeException.NoAnswer {
        return withTerminal(terminal -> terminal.readLine(asQuestion(question)));
    }

    @Override
    public byte[] askSecret(String question) throws AgeException.NoAnswer {
        return withTerminal(terminal -> terminal.readHidden(asQuestion(question)));
    }

    @Override
    public boolean confirm(String question, String yes, Optional<String> no) throws AgeException.NoAnswer {
        String choices = no.isPresent() ? "1 " + yes + ", 2 " + no.get() : "1 " + yes;
        String answer = withTerminal(terminal -> terminal.readLine(question + " (" + choices + "): "))
                .strip();
        if (answer.equals("1") || answer.equalsIgnoreCase(yes)) {
            return true;
        }
        if (no.isPresent() && (answer.equals("2") || answer.equalsIgnoreCase(no.get()))) {
            return false;
        }
        throw new AgeException.NoAnswer("the question was not answered with one of its choices");
    }

    private <A> A withTerminal(Question<A> question) throws AgeException.NoAnswer {
        Optional<Terminal> opened = Terminal.open();
        if (opened.isEmpty()) {
            throw new AgeException.NoAnswer("there is no terminal to ask on");
        }
        try (Terminal terminal = opened.get()) {
            Thread guard = Thread.ofPlatform().daemon().start(() -> closeAfterLimit(terminal));
            try {
                return question.ask(terminal);
            } finally {
                guard.interrupt();
            }
        } catch (EndOfInputException ended) {
            throw new AgeException.NoAnswer("the question was not answered");
        } catch (ClosedChannelException late) {
            throw new AgeException.NoAnswer("the question was not answered within " + limit.toSeconds() + " s");
        } catch (IOException failure) {
            throw new AgeException.NoAnswer("the terminal cannot be used: " + failure.getMessage());
        }
    }

    private void closeAfterLimit(Terminal terminal) {
        try {
            Thread.sleep(limit);
            terminal.close();
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
        } catch (IOException alreadyClosed) {
            // Then nobody is waiting at it any more.
        }
    }

    private static String asQuestion(String question) {
        return question.endsWith(" ") ? question : question + " ";
    }
}
