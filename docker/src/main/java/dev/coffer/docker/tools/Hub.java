package dev.coffer.docker.tools;

/** The names of Docker Hub that stand in files. */
final class Hub {
    /** The key that {@code docker login} writes. */
    static final String URL = "https://index.docker.io/v1/";

    static final String INDEX_HOST = "index.docker.io";
    static final String REGISTRY_HOST = "registry-1.docker.io";

    private Hub() {}
}
