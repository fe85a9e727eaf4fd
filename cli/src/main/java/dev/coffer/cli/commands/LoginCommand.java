package dev.coffer.cli.commands;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.platform.terminal.EndOfInputException;
import dev.coffer.platform.terminal.Terminal;
import dev.coffer.registry.LoginAttempt;
import dev.coffer.registry.Verdict;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer login}. */
@Command(
        name = "login",
        description = "Logs in to a registry: checks the credential there, then keeps it encrypted.",
        mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    @Mixin
    private final ServerArgument server = new ServerArgument();

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            description = "The user name; asked for when it is missing.")
    private @Nullable String username;

    @Option(
            names = {"-p", "--password"},
            paramLabel = "-",
            description = "Only \"-\": read the password from standard input. Without it, the password is asked for.")
    private @Nullable String password;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean passwordStdin;

    @Option(
            names = "--insecure",
            description = "Send the password over plain http when the registry speaks no TLS."
                    + " Loopback addresses need no such leave.")
    private boolean insecure;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    LoginCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (password != null && !password.equals(STDIN)) {
            throw usage("a password on the command line can be read by everyone on the machine;"
                    + " use --password-stdin, or leave it out to be asked");
        }
        if (username != null && username.isEmpty()) {
            throw usage("the user name is empty");
        }
        Coffer coffer = Coffer.open();
        Credential credential;
        try {
            credential = passwordStdin || password != null ? fromStandardInput() : fromTerminal(coffer);
        } catch (EndOfInputException ended) {
            return output.fail("the input ended before the login was complete; nothing was stored", "");
        }
        if (credential.secret().isEmpty()) {
            return output.fail("the password is empty; nothing was stored", "");
        }
        return report(coffer.login(
                new LoginAttempt(server.value(), credential, insecure, Optional.empty(), LoginAttempt.DEFAULT_LIMIT)));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Credential fromStandardInput() throws IOException {
        if (username == null) {
            throw usage("a password from standard input needs --username");
        }
        return new Credential(username, Secret.owning(StandardInput.readSecret()));
    }

    private Credential fromTerminal(Coffer coffer) throws IOException {
        Optional<Terminal> opened = Terminal.open();
        if (opened.isEmpty()) {
            throw new IOException("there is no terminal to ask for the password on;"
                    + " give it on standard input: --username USER --password-stdin");
        }
        try (Terminal terminal = opened.get()) {
            String user = username == null ? askUsername(terminal, coffer) : username;
            return new Credential(user, Secret.owning(terminal.readHidden("Password: ")));
        }
    }

    private String askUsername(Terminal terminal, Coffer coffer) throws IOException {
        Optional<String> known = knownUsername(coffer);
        String prompt = known.map(name -> "Username (" + name + "): ").orElse("Username: ");
        String answer = terminal.readLine(prompt).strip();
        if (answer.isEmpty()) {
            return known.orElseThrow(() -> new IOException("the user name is empty; nothing was stored"));
        }
        return answer;
    }

    private Optional<String> knownUsername(Coffer coffer) {
        ServerAddress address = Coffer.clientAddress(server.value());
        return coffer.get(Request.of(address)) instanceof Lookup.Found known
                        && !known.credential().isIdentityToken()
                ? Optional.of(known.credential().username())
                : Optional.empty();
    }

    private int report(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> {
                output.print("logged in to " + Coffer.clientAddress(server.value()) + as(accepted.credential()));
                yield ExitStatus.DONE;
            }
            case Verdict.AcceptsAnyone anyone -> {
                output.note(anyone.message() + "; the login is kept, but it was not checked");
                output.print("kept the login to " + Coffer.clientAddress(server.value()) + as(anyone.credential()));
                yield ExitStatus.DONE;
            }
            case Verdict.Failed failed -> output.fail(failed.message(), failed.remedy());
        };
    }

    private static String as(Credential credential) {
        return credential.isIdentityToken() ? " with an identity token" : " as " + credential.username();
    }
}
