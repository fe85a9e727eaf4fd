package dev.coffer.core.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.helper.HelperTrace;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.HelperReply;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.terminal.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** A helper's {@code get} as a tool sees it: its status and its words, before anybody has made sense of them. */
record HelperRun(Environment environment, Duration limit, HelperTrace trace) {
    private static final String NOT_FOUND = "credentials not found in native keychain";
    private static final int MAX_OUTPUT = 4 << 20;
    private static final int MAX_SHOWN = 500;

    HelperReply get(Path program, String server) {
        ChildProcess child = new ChildProcess(program, "get")
                .input(server.getBytes(StandardCharsets.UTF_8))
                .limit(limit)
                .maxOutput(MAX_OUTPUT)
                .onlyEnvironment(environment.variables());
        long start = System.nanoTime();
        Outcome outcome = child.run();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        trace.ended(String.valueOf(program.getFileName()), "get", time, HelperTrace.describe(outcome));
        return reply(outcome);
    }

    private static HelperReply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Finished finished -> reply(finished);
            case Outcome.CannotStart _ -> new HelperReply.Absent();
            case Outcome.TimedOut _, Outcome.Interrupted _ -> new HelperReply.Silent();
            case Outcome.TooMuchOutput(int most) ->
                new HelperReply.Failed(0, "it answered with more than " + most + " bytes");
        };
    }

    private static HelperReply reply(Outcome.Finished finished) {
        String output = new String(finished.output(), StandardCharsets.UTF_8).strip();
        Arrays.fill(finished.output(), (byte) 0);
        if (finished.status() == 0) {
            return answer(output);
        }
        if (finished.status() == 1 && output.equals(NOT_FOUND)) {
            return new HelperReply.NotFound();
        }
        // What looks like an answer may hold a secret and is not repeated.
        String shown = output.startsWith("{") ? "it failed with an answer" : output;
        String message = shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "...";
        return new HelperReply.Failed(finished.status(), Printable.escape(message));
    }

    private static HelperReply answer(String output) {
        try {
            return JsonReader.readFirst(output) instanceof JsonObject answer
                    ? new HelperReply.Answer(text(answer, "Username"), Secret.ofText(text(answer, "Secret")))
                    : new HelperReply.Failed(0, "its answer is no JSON object");
        } catch (MalformedJsonException malformed) {
            return new HelperReply.Failed(0, "its answer is not JSON");
        }
    }

    private static String text(JsonObject answer, String name) {
        return answer.getIgnoringCase(name).orElse(answer) instanceof JsonString text ? text.value() : "";
    }
}
