package dev.coffer.cli.agent;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.Delivery;
import dev.coffer.core.Version;
import dev.coffer.platform.process.DetachedProcess;
import dev.coffer.vault.agent.Agent;
import dev.coffer.vault.agent.AgentTicket;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The agent as a process: this program, started anew under the hidden command {@value #COMMAND}. */
public final class AgentProcess {
    /** The command that makes a process an agent. */
    public static final String COMMAND = "agent";

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    private AgentProcess() {}

    /** Starts an agent, and returns when it listens. */
    public static void start(AgentTicket ticket) throws StoreException {
        byte[] input = ticket.encode();
        String said;
        try {
            said = DetachedProcess.start(ourselves(), List.of(COMMAND), input, LIMIT);
        } catch (IOException failure) {
            said = String.valueOf(failure.getMessage());
        } finally {
            Arrays.fill(input, (byte) 0);
        }
        if (!said.equals(Agent.READY)) {
            throw new StoreException(
                    Kind.UNREACHABLE,
                    "the agent did not start: " + (said.isEmpty() ? "it ended at once" : said),
                    "without an agent: set COFFER_PASSPHRASE_FILE, or `prompt: tty` in the settings");
        }
    }

    /** Is the agent, until its time is over. */
    public static boolean run() throws IOException {
        return Agent.run(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    private static Path ourselves() throws IOException {
        return System.getProperty("org.graalvm.nativeimage.imagecode") == null
                ? Delivery.running(Version.CURRENT).root().resolve("bin/coffer")
                : EXECUTABLE.toRealPath();
    }
}
