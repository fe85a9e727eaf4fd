package dev.coffer.keychain.pass;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds and runs the programs that the store needs, in its environment. */
record Programs(ProgramFinder finder, Environment environment) {
    /** The program, or why it is not to be had. */
    Path find(String name, String whatToDo) throws StoreException {
        return switch (finder.find(name)) {
            case Search.Found(var program) -> program;
            case Search.Missing() ->
                throw new StoreException(Kind.UNREACHABLE, "the program " + name + " is not on the PATH", whatToDo);
            case Search.Refused(String reason) ->
                throw new StoreException(
                        Kind.REFUSED,
                        name + " is not run: " + reason,
                        "have root or yourself own it, writable by nobody else");
        };
    }

    Optional<Path> findIfAny(String name) {
        return finder.find(name) instanceof Search.Found(var program) ? Optional.of(program) : Optional.empty();
    }

    /** Runs the program to its end, whatever its exit status is then. */
    Outcome.Finished run(
            Path program, List<String> arguments, byte[] input, int maxOutput, Duration limit, String whatToDo)
            throws StoreException {
        ChildProcess child = new ChildProcess(program, arguments.toArray(String[]::new))
                .input(input)
                .limit(limit)
                .maxOutput(maxOutput);
        environment.variables().forEach(child::environment);
        return switch (child.run()) {
            case Outcome.Finished finished -> finished;
            case Outcome.CannotStart(String reason) ->
                throw new StoreException(Kind.UNREACHABLE, program + " cannot be started: " + reason, "");
            case Outcome.TimedOut(Duration time) ->
                throw new StoreException(
                        Kind.TIMEOUT,
                        program + " did not end within " + time.toMillis() + " ms"
                                + (whatToDo.isEmpty() ? "" : "; it may be waiting for a passphrase"),
                        whatToDo);
            case Outcome.TooMuchOutput(int maxBytes) ->
                throw new StoreException(Kind.DAMAGED, program + " answered with more than " + maxBytes + " bytes", "");
            case Outcome.Interrupted() -> throw new StoreException(Kind.TIMEOUT, program + " was interrupted", "");
        };
    }
}
