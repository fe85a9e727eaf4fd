/** The machine, handled carefully: files, child processes, HTTP, the terminal, and the places where things lie. */
@org.jspecify.annotations.NullMarked
module dev.coffer.platform {
    requires static org.jspecify;

    exports dev.coffer.platform.files;
    exports dev.coffer.platform.places;
    exports dev.coffer.platform.process;
    exports dev.coffer.platform.terminal;
}
