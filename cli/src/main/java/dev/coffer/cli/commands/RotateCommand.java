package dev.coffer.cli.commands;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.accounts.Accounts;
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
import picocli.CommandLine.Option;

/** {@code coffer rotate}. */
@Command(
        name = "rotate",
        description = "Replaces the password of a login, once the registry has accepted the new one.",
        mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {
    @Mixin
    private final ServerArgument server = new ServerArgument();

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            description = "Whose password it is; without it, that of the active login.")
    private @Nullable String username;

    @Option(names = "--password-stdin", description = "Read the new password from standard input.")
    private boolean passwordStdin;

    @Option(
            names = "--insecure",
            description = "Send the password over plain http when the registry speaks no TLS."
                    + " Loopback addresses need no such leave.")
    private boolean insecure;

    private final Output output;

    RotateCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Coffer coffer = Coffer.open();
        ServerAddress address = Coffer.clientAddress(server.value());
        Optional<Credential> former = former(coffer.accounts(), address);
        if (former.isEmpty()) {
            return output.fail(
                    "there is no valid login to " + address + (username == null ? "" : " of " + username)
                            + " whose password could be replaced",
                    "log in: coffer login " + address);
        }
        if (username == null && former.get().isIdentityToken()) {
            return output.fail(
                    "the login to " + address
                            + " is an identity token, which does not say whose password it stands for",
                    "name the user: coffer rotate --username USER " + address);
        }
        String user = username == null ? former.get().username() : username;
        Secret password;
        try {
            password = Secret.owning(passwordStdin ? StandardInput.readSecret() : ask(user));
        } catch (EndOfInputException ended) {
            return output.fail("the input ended before the new password was complete; the old one stays", "");
        }
        if (password.isEmpty() || password.equals(former.get().secret())) {
            return output.fail(
                    password.isEmpty()
                            ? "the new password is empty; the old one stays"
                            : "the new password is the old one; nothing was changed",
                    "");
        }
        return report(
                coffer.rotate(
                        former.get(),
                        new LoginAttempt(
                                server.value(),
                                new Credential(user, password),
                                insecure,
                                former.get().realm(),
                                LoginAttempt.DEFAULT_LIMIT)),
                address,
                user);
    }

    /** A user's own login, else the identity token that was given for a password. */
    private Optional<Credential> former(Accounts accounts, ServerAddress address) throws StoreException {
        if (username == null) {
            return accounts.current(address);
        }
        Optional<Credential> own = accounts.find(address, username);
        return own.isPresent() ? own : accounts.current(address).filter(Credential::isIdentityToken);
    }

    private static byte[] ask(String user) throws IOException {
        Optional<Terminal> opened = Terminal.open();
        if (opened.isEmpty()) {
            throw new IOException("there is no terminal to ask for the new password on;"
                    + " give it on standard input: --password-stdin");
        }
        try (Terminal terminal = opened.get()) {
            return terminal.readHidden("New password of " + user + ": ");
        }
    }

    private int report(Verdict verdict, ServerAddress address, String user) {
        return switch (verdict) {
            case Verdict.Accepted _ -> {
                output.print("replaced the password of " + user + " for " + address);
                yield ExitStatus.DONE;
            }
            case Verdict.AcceptsAnyone anyone ->
                output.fail(
                        anyone.message() + ", so the new one cannot be checked; the old one stays",
                        "to keep it unchecked: coffer login --username " + user + " " + address);
            case Verdict.Failed failed -> output.fail(failed.message() + "; the old password stays", failed.remedy());
        };
    }
}
