package dev.coffer.core.logins;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.core.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Remembered answers. Whoever asks while the same question is under way waits for that answer instead of asking again.
 *
 * <p>A question is asked in a thread of its own, so that nobody's interruption becomes everybody's failure.
 */
final class Answers {
    /** Far more than the registries that one program talks to; what is beyond them was asked for by somebody hostile. */
    private static final int MOST = 1000;

    /** What a bounded source may take beyond its limit to end a child. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Memory memory;
    private final ConcurrentMap<String, Question> questions = new ConcurrentHashMap<>();

    Answers(Memory memory) {
        this.memory = memory;
    }

    private static final class Question {
        final CompletableFuture<Explanation> answer = new CompletableFuture<>();
        volatile Instant since = Instant.MIN;
        volatile Instant until = Instant.MAX;

        boolean isGood(Instant now) {
            return !answer.isDone() || (now.isBefore(until) && !now.isBefore(since));
        }
    }

    /** The remembered answer; else what the source says now. */
    Explanation get(String key, Supplier<Explanation> source) {
        while (true) {
            Question known = questions.get(key);
            if (known != null && known.isGood(memory.clock().instant())) {
                return await(known);
            }
            Question asked = new Question();
            boolean ours =
                    known == null ? questions.putIfAbsent(key, asked) == null : questions.replace(key, known, asked);
            if (ours) {
                forgetIfTooMany();
                Thread.ofVirtual().name("coffer-look-up").start(() -> ask(asked, source));
                return await(asked);
            }
        }
    }

    private void ask(Question question, Supplier<Explanation> source) {
        try {
            question.since = memory.clock().instant();
            Explanation answer = source.get();
            question.until = memory.end(answer);
            question.answer.complete(answer);
        } catch (Throwable mistake) {
            question.until = Instant.MIN;
            question.answer.completeExceptionally(mistake);
        }
    }

    private Explanation await(Question question) {
        try {
            return question.answer.get(memory.limit().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            return failure("the look-up was interrupted");
        } catch (TimeoutException tooLong) {
            return failure("the look-up took longer than " + memory.limit().toMillis() + " ms");
        } catch (ExecutionException mistake) {
            throw new IllegalStateException("a look-up ended in a mistake of Coffer's", mistake.getCause());
        }
    }

    /** How many answers are remembered or under way. */
    int size() {
        return questions.size();
    }

    private void forgetIfTooMany() {
        if (questions.size() > MOST) {
            questions.values().removeIf(question -> question.answer.isDone());
        }
    }

    private static Explanation failure(String why) {
        return new Explanation(new Lookup.Unavailable(Kind.TIMEOUT, new Reason(why), ""), List.of());
    }
}
