package dev.coffer.keychain.wincred;

import dev.coffer.api.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Credentials exactly as docker-credential-wincred lays them down: the server address is the target name, the secret
 * the blob, and an attribute is the label by which it knows its own. A secret that is too long for that has no such
 * label, so that docker's helper finds nothing rather than an empty secret.
 */
final class DockerLayout {
    private static final String LABEL = "label";
    private static final String DOCKER = "Docker Credentials";
    private static final String LONG = "long docker credential";

    private DockerLayout() {}

    /** What is to be written. */
    static WinCredential credential(String server, String username, Secret secret) {
        WinCredential bare = new WinCredential(server, username, Map.of());
        return Chunks.areNeeded(secret)
                ? bare.with(Chunks.KIND, LONG)
                : new WinCredential(server, username, Map.of(LABEL, DOCKER.getBytes(StandardCharsets.UTF_8)));
    }

    /** True when docker's helper or we wrote it. */
    static boolean isOne(WinCredential credential) {
        return credential.attribute(LABEL).filter(DOCKER::equals).isPresent()
                || credential.attribute(Chunks.KIND).filter(LONG::equals).isPresent();
    }
}
