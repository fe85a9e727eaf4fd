/** The machine, handled carefully: files, child processes, HTTP, the terminal, and the places where things lie. */
@org.jspecify.annotations.NullMarked
module dev.coffer.platform {
    requires static org.jspecify;
    requires java.net.http;
    requires jdk.net;

    exports dev.coffer.platform.files;
    exports dev.coffer.platform.http;
    exports dev.coffer.platform.places;
    exports dev.coffer.platform.process;
    exports dev.coffer.platform.sockets;
    exports dev.coffer.platform.terminal;

    provides dev.coffer.platform.sockets.AbstractSockets with
            dev.coffer.platform.sockets.ForeignAbstractSockets;
}
