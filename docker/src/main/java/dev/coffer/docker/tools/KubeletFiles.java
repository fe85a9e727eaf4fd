package dev.coffer.docker.tools;

import dev.coffer.docker.tools.GoConfig.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a kubelet reads on its node beside pull secrets and plugins: the first file of a fixed list that it can read and
 * parse. Where the kubelet's root folder, working folder and home are not the usual ones, it looks elsewhere.
 */
final class KubeletFiles {
    private static final Path ROOT = Path.of("/");
    private static final Path KUBELET_ROOT = Path.of("/var/lib/kubelet");

    private KubeletFiles() {}

    private record Candidate(Path path, Shape shape) {}

    /** The repository, which a keyring is asked for. */
    static List<Asking> keys(Target target) {
        return List.of(Asking.forKey(target.repository()));
    }

    static List<Source> open(Inquiry inquiry) {
        for (Candidate candidate : candidates()) {
            Optional<ConfigDocument> document = read(candidate, inquiry);
            if (document.isPresent()) {
                inquiry.note(candidate.path(), "is the first file that can be read, and the only one used");
                KubeletKeyring keyring = KubeletKeyring.of(List.of(document.get()));
                return List.of((asking, now) -> ask(keyring, asking, now));
            }
        }
        return List.of();
    }

    /** Asks a keyring; the first of all that fit is tried first. */
    static Optional<ToolOutcome.Uses> ask(KubeletKeyring keyring, Asking asking, Inquiry inquiry) {
        List<KubeletKeyring.Key> matching = keyring.matching(asking.helperKey());
        if (matching.isEmpty()) {
            return Optional.empty();
        }
        KubeletKeyring.Key first = matching.getFirst();
        String shown = Inquiry.shownKey(first.entry().key());
        inquiry.note(
                first.holder().shown(inquiry),
                "the entry " + shown + " is tried first"
                        + (matching.size() > 1
                                ? ", and " + (matching.size() - 1) + " more after it if that fails"
                                : ""));
        return Values.kubelet(first.entry(), inquiry) instanceof Value.Usable(ToolCredential credential)
                ? Optional.of(new ToolOutcome.Uses(
                        credential, first.holder().entry(first.entry().key())))
                : Optional.empty();
    }

    private static Optional<ConfigDocument> read(Candidate candidate, Inquiry inquiry) {
        Path path = candidate.path();
        switch (inquiry.files().whole(path)) {
            case Parsed.Missing() -> inquiry.note(path, "is not there");
            case Parsed.Empty() -> inquiry.note(path, "is empty, so the next one is read");
            case Parsed.Unusable(String why) -> inquiry.note(path, why + ", so the next one is read");
            case Parsed.Json(var value) -> {
                GoConfig config = GoConfig.decode(value, new Holder.InFile(path), candidate.shape());
                Optional<String> mistake = config.mistake().or(() -> badEntry(config.document(), inquiry));
                if (mistake.isEmpty()) {
                    return Optional.of(config.document());
                }
                inquiry.note(path, mistake.get() + ", so the next one is read");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> badEntry(ConfigDocument document, Inquiry inquiry) {
        for (ConfigEntry entry : document.entries()) {
            if (Values.kubelet(entry, inquiry) instanceof Value.Broken(String why)) {
                return Optional.of("the entry " + Inquiry.shownKey(entry.key()) + " cannot be read: " + why);
            }
        }
        return Optional.empty();
    }

    /** A kubelet is a system service: root's home is its own when it has one, and it is started in the root folder. */
    private static List<Candidate> candidates() {
        Path home = Path.of("/root");
        List<Candidate> candidates = new ArrayList<>();
        for (Path folder : List.of(KUBELET_ROOT, ROOT, home.resolve(".docker"), ROOT.resolve(".docker"))) {
            candidates.add(new Candidate(folder.resolve("config.json"), Shape.CONTAINERS));
        }
        for (Path folder : List.of(KUBELET_ROOT, ROOT, home)) {
            candidates.add(new Candidate(folder.resolve(".dockercfg"), Shape.FLAT));
        }
        return candidates;
    }
}
