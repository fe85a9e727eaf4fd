package dev.coffer.docker.tools;

import java.util.Optional;

/** The helper that docker and helm take by themselves when their file names no credential at all. */
final class DefaultStore {
    private DefaultStore() {}

    /** The document with the helper of this system as its {@code credsStore}, where that is installed. */
    static ConfigDocument addedTo(ConfigDocument document, Inquiry inquiry) {
        if (!document.isUnset()) {
            return document;
        }
        World world = inquiry.world();
        Optional<String> name = nameIn(world).filter(store -> world.hasProgram("docker-credential-" + store));
        name.ifPresent(store -> inquiry.note(
                document.holder().shown(inquiry),
                "names no credential at all, so the installed docker-credential-" + store
                        + " is taken for credsStore"));
        return document.withCredsStore(name);
    }

    private static Optional<String> nameIn(World world) {
        return switch (world.system()) {
            case MACOS -> Optional.of("osxkeychain");
            case WINDOWS -> Optional.of("wincred");
            case LINUX -> Optional.of(world.hasProgram("pass") ? "pass" : "secretservice");
            case FREEBSD -> Optional.empty();
        };
    }
}
