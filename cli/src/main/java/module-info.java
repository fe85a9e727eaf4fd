/** The program: entry points, commands, set-up. */
@org.jspecify.annotations.NullMarked
module dev.coffer.cli {
    requires static org.jspecify;
    requires dev.coffer.coffer;
    requires info.picocli;
}
