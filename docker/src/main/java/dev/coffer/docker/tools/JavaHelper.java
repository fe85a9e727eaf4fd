package dev.coffer.docker.tools;

/**
 * A helper as a Java tool runs it: none has the limits and the attention of docker, and each lacks other ones.
 *
 * @param name what follows {@code docker-credential-}
 * @param asked the text that it is asked for
 */
record JavaHelper(String name, String asked) {
    /** What a pipe holds on Linux; a helper that writes more waits until it is read. */
    private static final int PIPE = 65_536;

    /** Runs it and notes how that ended. */
    HelperReply run(Inquiry inquiry) {
        HelperReply reply = inquiry.world().ask(name, asked);
        inquiry.note(
                program(),
                switch (reply) {
                    case HelperReply.Answer ignored -> "answers for " + Inquiry.shownKey(asked);
                    case HelperReply.NotFound ignored -> "has nothing for " + Inquiry.shownKey(asked);
                    case HelperReply.Failed failed when failed.status() == 0 -> "gives no answer that could be read";
                    case HelperReply.Failed failed -> "failed with status " + failed.status();
                    case HelperReply.Absent ignored -> "cannot be run: there is no such program";
                    case HelperReply.Silent ignored -> "does not answer";
                });
        return reply;
    }

    /** The credential that it gave. */
    ToolOutcome.Uses uses(ToolCredential credential) {
        return new ToolOutcome.Uses(credential, new CredentialPlace.Helper(name, asked));
    }

    /** The error of a tool that has no limit for a helper. */
    StoppedException waitsForEver() {
        return new StoppedException("waits for ever for " + program());
    }

    /** The error of a tool that stops because of it. */
    StoppedException stops(String why) {
        return new StoppedException(program() + " " + why);
    }

    /** True when that much does not go through a pipe that nobody reads. */
    static boolean fillsPipe(long bytes) {
        return bytes > PIPE;
    }

    /** The length of an answer, nearly; what stands around the secret is short. */
    static long length(HelperReply.Answer answer) {
        return (long) answer.secret().length() + answer.username().length();
    }

    private String program() {
        return "docker-credential-" + Inquiry.shortened(name);
    }
}
