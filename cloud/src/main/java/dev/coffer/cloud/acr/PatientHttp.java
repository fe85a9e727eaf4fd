package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.time.Duration;

/** Asks again, at most twice and within the limit of the fetch, where a server is busy or out of order for a moment. */
final class PatientHttp {
    private static final int MOST_RETRIES = 2;
    private static final int MOST_DIGITS = 3;

    private final Http http;
    private final Deadline deadline;
    private final Duration firstPause;

    PatientHttp(Http http, Deadline deadline, Duration firstPause) {
        this.http = http;
        this.deadline = deadline;
        this.firstPause = firstPause;
    }

    /** Sends the request. An answer with status 429 or above 499 is one that stayed so. */
    Answer send(Call call) throws RefusedException {
        return send(call, false);
    }

    /** The same for a metadata server, which answers 404 and 410 while it is being renewed. */
    Answer sendToMetadata(Call call) throws RefusedException {
        return send(call, true);
    }

    private Answer send(Call call, boolean missingIsBusy) throws RefusedException {
        try {
            Answer answer = http.send(call, deadline.left());
            for (int retry = 0; retry < MOST_RETRIES && isBusy(answer, missingIsBusy); retry++) {
                Duration pause = pause(answer, retry);
                if (pause.compareTo(deadline.left()) >= 0) {
                    return answer;
                }
                Thread.sleep(pause);
                answer = http.send(call, deadline.left());
            }
            return answer;
        } catch (HttpFailure failure) {
            throw RefusedException.unanswered(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RefusedException(
                    Kind.TIMEOUT, "interrupted while waiting for " + call.uri().getHost(), "try again");
        }
    }

    private static boolean isBusy(Answer answer, boolean missingIsBusy) {
        int status = answer.status();
        return isBusy(status) || (missingIsBusy && (status == 404 || status == 410));
    }

    /** True for a status that says nothing about us. */
    static boolean isBusy(int status) {
        return status == 429 || status >= 500;
    }

    private Duration pause(Answer answer, int retry) {
        Duration ours = firstPause.multipliedBy(1L << retry);
        Duration wanted = answer.header("Retry-After")
                .filter(text -> !text.isEmpty() && text.length() <= MOST_DIGITS)
                .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
                .orElse(ours);
        return wanted.compareTo(ours) > 0 ? wanted : ours;
    }
}
