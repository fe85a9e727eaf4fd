package dev.coffer.keychain.secretservice;

import java.util.Map;

/** The items of docker-credential-secretservice: its attributes and label, the same in all its versions. */
final class DockerItems {
    private static final String SCHEMA_NAME = "xdg:schema";
    private static final String SCHEMA = "io.docker.Credentials";
    private static final String MARK_NAME = "docker_cli";
    private static final String MARK = "1";
    private static final String SERVER = "server";
    private static final String USERNAME = "username";

    /**
     * What every one of them has. Without the schema: GNOME Keyring does not find a collection's items by it before the
     * collection was unlocked for the first time.
     */
    static final Map<String, String> ALL = Map.of(MARK_NAME, MARK);

    private DockerItems() {}

    /** What those of one server, in this spelling, have. */
    static Map<String, String> of(String server) {
        return Map.of(MARK_NAME, MARK, SERVER, server);
    }

    static Map<String, String> attributes(String server, String username) {
        return Map.of(
                "label",
                "Docker Credentials",
                SERVER,
                server,
                USERNAME,
                username,
                MARK_NAME,
                MARK,
                SCHEMA_NAME,
                SCHEMA);
    }

    /** What upstream's list prints as the server: before 0.9.0 and after it, the address itself is right for both. */
    static String label(String server) {
        return server;
    }

    static String server(Item item) {
        return item.attribute(SERVER);
    }

    static String username(Item item) {
        return item.attribute(USERNAME);
    }

    /** True when this is one of them, and not merely an item with the same mark. */
    static boolean isOne(Item item) {
        return item.attribute(SCHEMA_NAME).equals(SCHEMA);
    }

    /** True when a locked collection does not tell whose credential this is. */
    static boolean isVeiled(Item item) {
        return item.locked() && !isOne(item);
    }
}
