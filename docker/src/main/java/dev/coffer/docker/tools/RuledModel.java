package dev.coffer.docker.tools;

import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.tools.ToolAnswer.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tool's rules, put together: for each question that it puts, each of its sources is asked until one answers.
 *
 * @param keys the questions
 * @param sources the places
 * @param sends what must be in a credential for the tool to send it
 */
record RuledModel(Tool tool, VersionRange versions, Evidence evidence, Keys keys, Sources sources, Sends sends)
        implements ToolModel {
    @Override
    public ToolAnswer ask(ImageReference image, World world) {
        return ask(Target.of(image), world);
    }

    /** As {@link #ask(ImageReference, World)}, also for a registry without a path. */
    ToolAnswer ask(Target target, World world) {
        Chance chance = new Chance();
        ParsedFiles files = new ParsedFiles(world);
        Inquiry first = new Inquiry(world, chance, files);
        List<ToolOutcome> outcomes = new ArrayList<>();
        outcomes.add(run(target, first));
        for (int ways = 1; ways < Chance.MAX_WAYS && chance.turn(); ways++) {
            addIfDifferent(outcomes, run(target, new Inquiry(world, chance, files)));
        }
        ToolOutcome outcome = outcomes.size() == 1 ? outcomes.getFirst() : new ToolOutcome.OneOf(outcomes);
        List<Step> trail = first.trail();
        return new ToolAnswer(outcome, trail);
    }

    private ToolOutcome run(Target target, Inquiry inquiry) {
        try {
            List<Source> opened = sources.open(inquiry);
            for (Asking asking : keys.askings(target)) {
                for (Source source : opened) {
                    Optional<ToolOutcome.Uses> found = source.ask(asking, inquiry);
                    if (found.isPresent()) {
                        return sent(found.get(), inquiry);
                    }
                }
            }
        } catch (StoppedException stopped) {
            return new ToolOutcome.Fails(stopped.why());
        }
        return new ToolOutcome.Anonymous();
    }

    private ToolOutcome sent(ToolOutcome.Uses found, Inquiry inquiry) {
        Optional<String> lack = sends.lackOf(found.credential());
        if (lack.isEmpty()) {
            return found;
        }
        inquiry.note(found.place().toString(), lack.get() + ", so " + tool + " sends nothing");
        return new ToolOutcome.Anonymous();
    }

    /** Two places with the same credential make no difference to the registry. */
    private static void addIfDifferent(List<ToolOutcome> outcomes, ToolOutcome another) {
        for (ToolOutcome outcome : outcomes) {
            if (isSame(outcome, another)) {
                return;
            }
        }
        outcomes.add(another);
    }

    private static boolean isSame(ToolOutcome one, ToolOutcome other) {
        if (one instanceof ToolOutcome.Uses first && other instanceof ToolOutcome.Uses second) {
            return first.credential().equals(second.credential());
        }
        return one.equals(other);
    }

    /** {@code docker before 28.3}. */
    @Override
    public String toString() {
        return tool + " " + versions;
    }
}
