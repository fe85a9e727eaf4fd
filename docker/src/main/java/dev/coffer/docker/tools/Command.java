package dev.coffer.docker.tools;

/** What a tool is doing: some tools look credentials up in another way for another command. */
public enum Command {
    /** Fetching an image: {@code docker pull}, {@code podman pull}, {@code skopeo inspect} and {@code copy}. */
    PULL,
    /** {@code docker manifest inspect}, which passes over a failing helper. */
    MANIFEST_INSPECT,
    /** {@code podman login --get-login} and {@code skopeo login --get-login}, which name a user. */
    GET_LOGIN
}
