package dev.coffer.kubernetes.secrets;

import dev.coffer.api.image.ImageReference;
import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.kubernetes.matching.InvalidImagePatternException;
import dev.coffer.platform.terminal.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which credentials a kubelet tries for an image, in which order, and why not the others.
 *
 * <p>There are three keyrings: all pull secrets together, the node's docker configuration, all plugins together. Within
 * a keyring the keys are tried from the end of the alphabet to its beginning, so that {@code host/path} comes before
 * {@code host}; the order of the secrets decides only between equal keys. Each credential that fits is tried until a
 * pull succeeds.
 *
 * @param repository the image's repository in full
 * @param failure why the pull fails before anything is tried, if so
 * @param attempts what is tried, first to last
 * @param passed what does not fit
 * @param notes what else a kubelet ignores
 */
public record PullExplanation(
        String repository, Optional<String> failure, List<Attempt> attempts, List<Passed> passed, List<String> notes) {
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /**
     * A credential that is tried.
     *
     * @param place where it comes from
     * @param key the server as written there, without user info
     * @param username its user name
     * @param why why it fits
     */
    public record Attempt(CredentialPlace place, String key, String username, String why) {}

    /**
     * A credential that is not tried.
     *
     * @param place where it comes from
     * @param key the server as written there, without user info
     * @param why why it does not fit
     */
    public record Passed(CredentialPlace place, String key, String why) {}

    public PullExplanation {
        attempts = List.copyOf(attempts);
        passed = List.copyOf(passed);
        notes = List.copyOf(notes);
    }

    /**
     * Explains a pull.
     *
     * @param image the image as the pod names it; tag and digest make no difference
     * @param places pull secrets in the order of the pod and then of its service account; the node's configuration; the
     *     plugins in the order of their configuration
     */
    public static PullExplanation of(ImageReference image, List<CredentialPlace> places) {
        return of(image.repository(), places);
    }

    static PullExplanation of(String repository, List<CredentialPlace> places) {
        Collector collector = new Collector(repository);
        for (CredentialPlace.Kind kind : CredentialPlace.Kind.values()) {
            collector.keyring(
                    places.stream().filter(place -> place.kind() == kind).toList());
        }
        return collector.explanation();
    }

    private static final class Collector {
        private final String repository;
        private final List<Attempt> attempts = new ArrayList<>();
        private final List<Passed> passed = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private Optional<String> failure = Optional.empty();

        Collector(String repository) {
            this.repository = repository;
        }

        PullExplanation explanation() {
            return failure.isEmpty()
                    ? new PullExplanation(repository, failure, attempts, passed, notes)
                    : new PullExplanation(repository, failure, List.of(), List.of(), notes);
        }

        void keyring(List<CredentialPlace> places) {
            Map<String, List<Held>> ring = new TreeMap<>(BY_BYTES.reversed());
            for (CredentialPlace place : places) {
                switch (place.table()) {
                    case AuthTable.Broken broken -> broken(place, broken);
                    case AuthTable.Entries table -> {
                        for (String note : table.notes()) {
                            notes.add(place.describe() + ": " + note);
                        }
                        for (AuthEntry entry : table.entries()) {
                            note(place, entry);
                            hold(ring, new Held(place, entry));
                        }
                    }
                }
            }
            lookUp(ring);
        }

        private void broken(CredentialPlace place, AuthTable.Broken broken) {
            if (place.kind() == CredentialPlace.Kind.PULL_SECRET && failure.isEmpty()) {
                failure = Optional.of(place.describe() + " cannot be read: " + broken.why()
                        + "; the pull fails, and no other secret or plugin is tried");
            } else {
                notes.add(place.describe() + " cannot be read and is passed over: " + broken.why());
            }
        }

        private void note(CredentialPlace place, AuthEntry entry) {
            for (String note : entry.notes()) {
                notes.add(place.describe() + ", " + Printable.escape(entry.shownKey()) + ": " + note);
            }
        }

        private void hold(Map<String, List<Held>> ring, Held held) {
            try {
                String key = ImagePattern.ofKey(held.entry().key()).text();
                ring.computeIfAbsent(key, _ -> new ArrayList<>()).add(held);
            } catch (InvalidImagePatternException unparsable) {
                passed.add(held.passed("it cannot be parsed, and kubelets pass over it"));
            }
        }

        private void lookUp(Map<String, List<Held>> ring) {
            boolean anyMatches = ring.keySet().stream().anyMatch(this::matches);
            boolean fallsBackToHub = !anyMatches && RegistryKey.isOnHub(repository);
            ring.forEach((key, held) -> {
                if (matches(key)) {
                    attempt(held, why(key));
                } else if (fallsBackToHub && key.equals(RegistryKey.HUB)) {
                    attempt(held, "nothing else in this keyring fits, and this is the key of Docker Hub");
                } else {
                    String why = whyNot(key);
                    for (Held each : held) {
                        passed.add(each.passed(why));
                    }
                }
            });
        }

        private boolean matches(String key) {
            return ImagePattern.parse(key).matches(repository);
        }

        private String whyNot(String key) {
            return key.equals(RegistryKey.HUB) && RegistryKey.isOnHub(repository)
                    ? "the key of Docker Hub counts only when no other in this keyring fits"
                    : RegistryKey.mismatch(key, repository);
        }

        private String why(String key) {
            boolean hasPath = key.indexOf('/') >= 0;
            if (key.chars().anyMatch(c -> c == '*' || c == '[')) {
                return hasPath ? "the pattern fits host and path" : "the pattern fits the host";
            }
            return hasPath ? "host and path fit" : "the host fits";
        }

        private void attempt(List<Held> held, String why) {
            for (Held each : held) {
                boolean isEmpty = each.entry().username().isEmpty()
                        && each.entry().password().isEmpty();
                attempts.add(new Attempt(
                        each.place(),
                        each.entry().shownKey(),
                        each.entry().username(),
                        isEmpty ? why + "; it is empty, so the pull is anonymous" : why));
            }
        }
    }

    private record Held(CredentialPlace place, AuthEntry entry) {
        Passed passed(String why) {
            return new Passed(place, entry.shownKey(), why);
        }
    }
}
