package dev.coffer.kubernetes.providers;

import dev.coffer.kubernetes.matching.ImagePattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kubelet does not check: patterns that never match, are covered by others, or send an image to two plugins. */
final class PatternCheck {
    /** Each pattern is compared with each other one. */
    private static final int MAX_PATTERNS = 2000;

    private final Map<String, Findings> findingsOfFiles;

    PatternCheck(Map<String, Findings> findingsOfFiles) {
        this.findingsOfFiles = findingsOfFiles;
    }

    void check(List<Provider> providers) {
        int count = 0;
        for (Provider provider : providers) {
            count += provider.matchImages().size();
            eachAlone(provider);
        }
        if (count > MAX_PATTERNS) {
            findingsOf(providers.getFirst())
                    .warning(0, "more than " + MAX_PATTERNS + " patterns are not compared with each other", "");
            return;
        }
        for (int i = 0; i < providers.size(); i++) {
            within(providers.get(i));
            for (int j = i + 1; j < providers.size(); j++) {
                between(providers.get(i), providers.get(j));
            }
        }
    }

    private void eachAlone(Provider provider) {
        for (MatchImage match : provider.matchImages()) {
            String quoted = Findings.quote(match.pattern().text());
            Optional<String> never = match.pattern().whyNever();
            if (never.isPresent()) {
                findingsOf(provider).warning(match.line(), quoted + " can never match: " + never.get(), "");
            } else if (match.pattern().hasIgnoredParts()) {
                findingsOf(provider)
                        .warning(
                                match.line(),
                                "the kubelet ignores the user name, query or fragment in " + quoted,
                                "take it out");
            }
        }
    }

    private void within(Provider provider) {
        List<MatchImage> matches = provider.matchImages();
        for (int i = 0; i < matches.size(); i++) {
            Optional<MatchImage> cover = coverOf(i, matches);
            if (cover.isPresent()) {
                findingsOf(provider)
                        .warning(
                                matches.get(i).line(),
                                Findings.quote(matches.get(i).pattern().text()) + " adds nothing to "
                                        + Findings.quote(cover.get().pattern().text()) + " in line "
                                        + cover.get().line(),
                                "take one of them out");
            }
        }
    }

    /** Of two that cover each other, the later one is reported. */
    private static Optional<MatchImage> coverOf(int index, List<MatchImage> matches) {
        ImagePattern pattern = matches.get(index).pattern();
        for (int i = 0; i < matches.size(); i++) {
            ImagePattern other = matches.get(i).pattern();
            if (i != index && other.covers(pattern) && (i < index || !pattern.covers(other))) {
                return Optional.of(matches.get(i));
            }
        }
        return Optional.empty();
    }

    /** Reports the first pair only: the others follow from the same mistake, or the same intention. */
    private void between(Provider first, Provider second) {
        for (MatchImage later : second.matchImages()) {
            for (MatchImage earlier : first.matchImages()) {
                if (earlier.pattern().overlaps(later.pattern())) {
                    findingsOf(second)
                            .warning(
                                    later.line(),
                                    Findings.quote(later.pattern().text()) + how(earlier.pattern(), later.pattern())
                                            + Findings.quote(earlier.pattern().text()) + " of provider "
                                            + Findings.quote(first.name()) + ", and the kubelet runs both plugins",
                                    "leave each image to one of them, unless that is wanted");
                    return;
                }
            }
        }
    }

    private static String how(ImagePattern earlier, ImagePattern later) {
        return earlier.covers(later) ? " is shadowed by " : " overlaps with ";
    }

    private Findings findingsOf(Provider provider) {
        Findings findings = findingsOfFiles.get(provider.file());
        if (findings == null) {
            throw new IllegalStateException("a provider of a file that was not read");
        }
        return findings;
    }
}
