package dev.coffer;

import dev.coffer.docker.helper.HelperTrace;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Tells runs of helpers to the log that the program has chosen. */
final class HelperLog implements HelperTrace {
    private static final Logger LOG = System.getLogger("dev.coffer");

    @Override
    public void ended(String program, String action, Duration time, String how) {
        LOG.log(Level.DEBUG, "{0} {1}: {2} after {3} ms", program, action, how, time.toMillis());
    }
}
