package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The symbolic links from a name to its file.
 *
 * @param links the links on the way, the first one first
 * @param end the name at which no link stands; there may be no file either
 * @param status of what stands at the end
 */
record LinkChain(List<Link> links, Path end, Optional<FileStatus> status) {
    /** The number of links that Linux follows in one name before it calls them a loop. */
    private static final int LIMIT = 40;

    /** A link and whose it is. */
    record Link(Path path, int uid) {}

    static LinkChain follow(Path name) throws IOException {
        List<Link> links = new ArrayList<>();
        Path current = name;
        while (true) {
            Optional<FileStatus> status = FileStatus.of(current, LinkOption.NOFOLLOW_LINKS);
            if (status.isEmpty() || !status.get().isLink()) {
                return new LinkChain(List.copyOf(links), current, status);
            }
            if (links.size() == LIMIT) {
                throw new IOException("cannot follow " + name + ": more than " + LIMIT + " symbolic links, or a loop");
            }
            links.add(new Link(current, status.get().uid()));
            // Not normalised: behind a linked folder, ".." leads elsewhere than the text suggests.
            current = current.resolveSibling(Files.readSymbolicLink(current));
        }
    }

    /** Refuses a link with which somebody else would choose what we overwrite. */
    void requireTrustedLinks() throws IOException {
        for (Link link : links) {
            boolean ours = link.uid() == EffectiveUser.ROOT || link.uid() == EffectiveUser.uid();
            if (!ours && (status.isEmpty() || status.get().uid() != link.uid())) {
                throw new UnsafeFileException(
                        link.path() + " is a symbolic link of user " + Integer.toUnsignedString(link.uid()) + " to "
                                + end + ", which is not theirs",
                        "remove the link: rm " + link.path());
            }
        }
    }
}
