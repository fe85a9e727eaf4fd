package dev.coffer.cli.commands;

import dev.coffer.api.Lookup;
import dev.coffer.core.diagnosis.Diagnosis;
import dev.coffer.core.diagnosis.PullTrials;
import dev.coffer.docker.tools.ToolOutcome;
import dev.coffer.registry.PullVerdict;
import java.util.List;
import java.util.Optional;

/**
 * A diagnosis with what the registry says to it, where it was asked.
 *
 * @param coffer what it says to Coffer's credential
 * @param tools what it says to each tool's, in their order
 */
record DoctorImage(Diagnosis diagnosis, Optional<PullVerdict> coffer, List<Optional<PullVerdict>> tools) {
    /** The diagnosis alone. */
    static DoctorImage unchecked(Diagnosis diagnosis) {
        return new DoctorImage(
                diagnosis,
                Optional.empty(),
                diagnosis.tools().stream()
                        .map(_ -> Optional.<PullVerdict>empty())
                        .toList());
    }

    /** The diagnosis, and the registry asked with every credential in it. */
    static DoctorImage checked(Diagnosis diagnosis, PullTrials trials) {
        return new DoctorImage(
                diagnosis,
                checked(diagnosis.coffer().answer(), trials),
                diagnosis.tools().stream()
                        .map(tool -> checked(tool.answer().outcome(), trials))
                        .toList());
    }

    private static Optional<PullVerdict> checked(Lookup answer, PullTrials trials) {
        return switch (answer) {
            case Lookup.Found found -> Optional.of(trials.of(Optional.of(found.credential())));
            case Lookup.Absent _ -> Optional.of(trials.of(Optional.empty()));
            case Lookup.Unavailable _ -> Optional.empty();
        };
    }

    /** Of what a tool picks from at random the worst counts. */
    private static Optional<PullVerdict> checked(ToolOutcome outcome, PullTrials trials) {
        return switch (outcome) {
            case ToolOutcome.Uses uses -> trials.of(uses.credential());
            case ToolOutcome.Anonymous _ -> Optional.of(trials.of(Optional.empty()));
            case ToolOutcome.Fails _ -> Optional.empty();
            case ToolOutcome.OneOf(List<ToolOutcome> outcomes) -> {
                List<PullVerdict> verdicts = outcomes.stream()
                        .flatMap(each -> checked(each, trials).stream())
                        .toList();
                yield verdicts.stream()
                        .filter(verdict -> verdict.kind() != PullVerdict.Kind.PULLABLE)
                        .findFirst()
                        .or(() -> verdicts.stream().findFirst());
            }
        };
    }

    /** False when the registry was asked and refuses one of them. */
    boolean isWell() {
        return coffer.stream().allMatch(DoctorImage::isWell)
                && tools.stream().flatMap(Optional::stream).allMatch(DoctorImage::isWell);
    }

    private static boolean isWell(PullVerdict verdict) {
        return verdict.kind() == PullVerdict.Kind.PULLABLE;
    }
}
