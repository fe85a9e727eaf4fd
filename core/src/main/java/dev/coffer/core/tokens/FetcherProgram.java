package dev.coffer.core.tokens;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenMessages;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A program that takes an order on its standard input and gives the answer on its standard output. */
final class FetcherProgram implements TokenPort {
    /** What the program has after its order's limit, to say that the time was too short. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final int LONGEST_COMPLAINT = 200;

    private final Path program;
    private final Environment environment;

    FetcherProgram(Path program, Environment environment) {
        this.program = program;
        this.environment = environment;
    }

    @Override
    public TokenAnswer fetch(Cloud cloud, TokenOrder order) {
        byte[] input = TokenMessages.write(order);
        ChildProcess child =
                new ChildProcess(program).input(input).limit(order.limit().plus(GRACE));
        // Left alone otherwise: texts cannot carry every byte that a variable may hold.
        if (!environment.equals(Environment.ofProcess())) {
            child.onlyEnvironment(environment.variables());
        }
        Outcome outcome = child.run();
        // It may hold a workload's token.
        Arrays.fill(input, (byte) 0);
        return switch (outcome) {
            case Outcome.Finished finished -> answer(finished);
            case Outcome.CannotStart(String reason) ->
                failed(Kind.UNREACHABLE, program + " cannot be started: " + Printable.escape(reason));
            case Outcome.TimedOut(Duration limit) ->
                failed(Kind.TIMEOUT, program + " gave no answer within " + limit.toMillis() + " ms");
            case Outcome.TooMuchOutput(int most) ->
                failed(Kind.DAMAGED, program + " wrote more than " + most + " bytes");
            case Outcome.Interrupted() -> failed(Kind.TIMEOUT, "interrupted while " + program + " was running");
        };
    }

    private TokenAnswer answer(Outcome.Finished finished) {
        byte[] output = finished.output();
        try {
            return TokenMessages.readAnswer(output);
        } catch (IOException none) {
            String complaint = complaint(finished.errors());
            return failed(
                    Kind.DAMAGED,
                    program + " ended with status " + finished.status() + " and without an answer"
                            + (complaint.isEmpty() ? "" : ": " + complaint));
        } finally {
            Arrays.fill(output, (byte) 0);
        }
    }

    /** The last line that says something, for a program that breaks down says why at the end. */
    private static String complaint(byte[] errors) {
        String[] lines = new String(errors, StandardCharsets.UTF_8).strip().split("\n", -1);
        String last = Printable.escape(lines[lines.length - 1].strip());
        return last.length() <= LONGEST_COMPLAINT ? last : last.substring(0, LONGEST_COMPLAINT) + "...";
    }

    private static TokenAnswer.Failed failed(Kind kind, String why) {
        return new TokenAnswer.Failed(kind, why, List.of(), "");
    }
}
