package dev.coffer.cli.commands;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.Explanation;
import dev.coffer.core.accounts.Account;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coffer get}. */
@Command(
        name = "get",
        description = "Shows which credential a client would get for a server.",
        mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
    @Mixin
    private final ServerArgument server = new ServerArgument();

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            description = "The account of this user, active or not.")
    private @Nullable String username;

    @Option(names = "--secret", description = "The secret: alone and without a newline, or in the JSON.")
    private boolean secret;

    @Option(names = "--json", description = "A JSON object.")
    private boolean json;

    @Option(
            names = "--explain",
            description = "Says on standard error which rules and stores were asked, and what they said.")
    private boolean explain;

    private final Output output;

    GetCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Coffer coffer = Coffer.open();
        Request request = new Request(server.value(), Optional.ofNullable(username), Request.DEFAULT_LIMIT);
        Explanation way = coffer.explain(request);
        if (explain) {
            way.steps().forEach(step -> output.note(step.text()));
        }
        return switch (way.answer()) {
            case Lookup.Found found -> {
                if (explain) {
                    found.notes().forEach(note -> output.note(note.text()));
                }
                show(found, coffer);
                yield ExitStatus.DONE;
            }
            case Lookup.Absent absent -> {
                if (explain) {
                    output.note("so there is no credential");
                } else {
                    absent.why().forEach(reason -> output.note(reason.text()));
                }
                yield ExitStatus.FAILED;
            }
            case Lookup.Unavailable unavailable -> output.fail(unavailable);
        };
    }

    /** Asked for by name, an account may be one that a look-up would not answer. */
    private boolean isActive(Coffer coffer, Credential credential) {
        ServerAddress address = server.value();
        return username == null
                || (coffer.get(Request.of(address)) instanceof Lookup.Found active
                        && active.credential().username().equals(credential.username()));
    }

    private void show(Lookup.Found found, Coffer coffer) {
        Credential credential = found.credential();
        Account account = new Account(
                found.origin().server(),
                credential.username(),
                isActive(coffer, credential),
                found.origin().source(),
                credential.expires());
        if (json) {
            output.write(AccountJson.one(account, secret ? Optional.of(credential.secret()) : Optional.empty()));
        } else if (secret) {
            output.write(credential.secret().copyBytes());
        } else {
            output.print("server   " + account.server());
            output.print("user     " + account.username() + (account.active() ? "" : " (not active)"));
            output.print("store    " + account.store());
            output.print("expires  "
                    + account.expires()
                            .map(end -> end + " (" + TimeLeft.until(end, Instant.now()) + ")")
                            .orElse("not known"));
        }
    }
}
