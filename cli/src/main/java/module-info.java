/** The program: entry points, commands, set-up. */
@org.jspecify.annotations.NullMarked
module dev.coffer.cli {
    requires static org.jspecify;
    requires dev.coffer.core;
    requires dev.coffer.docker;
    requires dev.coffer.kubernetes;
    requires info.picocli;

    opens dev.coffer.cli.commands to
            info.picocli;
}
