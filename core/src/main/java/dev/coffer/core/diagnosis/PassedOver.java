package dev.coffer.core.diagnosis;

import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.tools.CredentialPlace;
import dev.coffer.docker.tools.ToolAnswer;
import dev.coffer.docker.tools.ToolAnswer.Step;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.ToolOutcome;
import dev.coffer.docker.tools.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a tool does not use what other tools use for the same image. */
final class PassedOver {
    private final ImageReference image;
    private final World world;

    PassedOver(ImageReference image, World world) {
        this.image = image;
        this.world = world;
    }

    /** The places that the answers use. */
    static Set<CredentialPlace> places(Collection<ToolAnswer> answers) {
        Set<CredentialPlace> places = new LinkedHashSet<>();
        answers.forEach(answer -> addPlaces(answer.outcome(), places));
        return places;
    }

    private static void addPlaces(ToolOutcome outcome, Set<CredentialPlace> places) {
        switch (outcome) {
            case ToolOutcome.Uses uses -> places.add(uses.place());
            case ToolOutcome.OneOf(List<ToolOutcome> outcomes) -> outcomes.forEach(each -> addPlaces(each, places));
            case ToolOutcome.Anonymous _, ToolOutcome.Fails _ -> {}
        }
    }

    /** A step for each place that the model's answer leaves out; none where the trail speaks of the place itself. */
    List<Step> of(ToolModel model, ToolAnswer answer, Set<CredentialPlace> places) {
        Set<CredentialPlace> own = places(List.of(answer));
        Set<Path> read = FilesRead.by(model, image, world);
        List<Step> steps = new ArrayList<>();
        for (CredentialPlace place : places) {
            if (!own.contains(place)) {
                switch (place) {
                    case CredentialPlace.Entry entry -> addFile(entry, own, read, answer, steps);
                    case CredentialPlace.Variable variable -> addUnspoken(place, "$" + variable.name(), answer, steps);
                    case CredentialPlace.Helper helper ->
                        addUnspoken(place, "docker-credential-" + helper.name(), answer, steps);
                }
            }
        }
        return steps;
    }

    private static void addFile(
            CredentialPlace.Entry entry,
            Set<CredentialPlace> own,
            Set<Path> read,
            ToolAnswer answer,
            List<Step> steps) {
        boolean ownFile = own.stream()
                .anyMatch(place -> place instanceof CredentialPlace.Entry other
                        && other.file().equals(entry.file()));
        if (!read.contains(entry.file())) {
            steps.add(new Step(entry.toString(), "is in a file that this tool does not read"));
        } else if (ownFile) {
            steps.add(new Step(entry.toString(), "is passed over for the entry that is used"));
        } else if (!isSpokenOf(entry.file().toString(), answer)) {
            steps.add(new Step(entry.toString(), "is not used: another place has decided"));
        }
    }

    private static void addUnspoken(CredentialPlace place, String name, ToolAnswer answer, List<Step> steps) {
        if (!isSpokenOf(name, answer)) {
            steps.add(new Step(place.toString(), "is not asked"));
        }
    }

    /** The trail shortens the home folder, so the end of a path must do. */
    private static boolean isSpokenOf(String name, ToolAnswer answer) {
        return answer.trail().stream()
                .map(Step::place)
                .anyMatch(place -> name.equals(place) || (place.startsWith("~") && name.endsWith(place.substring(1))));
    }
}
