package dev.coffer.kubernetes.nomad;

/**
 * The part of a Nomad client's configuration that makes its drivers ask Coffer.
 *
 * <p>The drivers run {@code docker-credential-coffer} and differ in how: the docker driver sends {@code docker.io} for
 * Docker Hub, reads an answer of texts only and reports only what the helper writes to stderr; nomad-driver-podman 0.6.5
 * sends the whole repository, gives the helper no argument, mixes both of its streams and waits ten seconds. Coffer's
 * helper answers both.
 */
public enum NomadConfig {
    /** Nomad's own docker driver. */
    DOCKER("docker", """
            # The docker driver runs "docker-credential-coffer get" for each pull and keeps nothing.
            #  - The program has to be on the PATH of the Nomad agent, not on yours.
            #  - The block auth belongs inside config; beside it Nomad reads it without a word and does nothing.
            #  - Without a HOME, as under systemd, Coffer takes the home of the agent's user.
            #  - A helper that finds nothing fails the task, public images included. Set auth_soft_fail = true in the
            #    config of a task whose image is public.
            #  - An auth block in a task wins over this, and its first error ends the search.
            """),

    /** The separate driver for podman. */
    PODMAN("nomad-driver-podman", """
            # The podman driver runs "docker-credential-coffer" without an argument and sends the whole repository;
            # Coffer takes text on a pipe for a get and looks for the host.
            #  - The program has to be on the PATH of the Nomad agent, not on yours.
            #  - It waits ten seconds for the answer, so the vault has to be open to the agent: use a key file, not a
            #    passphrase.
            #  - Both streams of the helper are read as one, so nothing may be written to stderr on success: leave
            #    COFFER_EXPLAIN unset in the agent's environment.
            #  - Set auth_soft_fail = true in the config of a task whose image is public.
            """);

    private final String plugin;
    private final String comments;

    NomadConfig(String plugin, String comments) {
        this.plugin = plugin;
        this.comments = comments;
    }

    /** The block for a file in the folder of the agent's {@code -config}, with comments and a line end. */
    public String block() {
        return comments + """
                plugin "%s" {
                  config {
                    auth {
                      helper = "coffer"
                    }
                  }
                }
                """.formatted(plugin);
    }
}
