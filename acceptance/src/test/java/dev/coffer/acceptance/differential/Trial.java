package dev.coffer.acceptance.differential;

import dev.coffer.docker.tools.ToolAnswer;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.ToolOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A set-up, what the model says of it, and what the real program did.
 *
 * @param expected what the model lets the program show; more than one where it picks at random
 * @param expectedAsks what the model asked helpers
 */
record Trial(Client client, SetUp setUp, ToolAnswer answer, Set<Wire> expected, List<String> expectedAsks, Run run) {
    private static final int ROUNDS = 2;

    /** Lets the model and then the program loose on the set-up. */
    static Trial of(Client client, ToolModel model, SetUp setUp, Stand stand) throws InterruptedException {
        stand.furnish(setUp);
        SetUpWorld world = new SetUpWorld(setUp);
        ToolAnswer answer = model.ask(setUp.image(), world);
        Set<Wire> expected = new LinkedHashSet<>();
        for (ToolOutcome outcome : answer.outcome() instanceof ToolOutcome.OneOf several
                ? several.outcomes()
                : List.of(answer.outcome())) {
            expected.add(wire(client, outcome, setUp));
        }
        return new Trial(client, setUp, answer, expected, world.asked(), stand.run(client, setUp));
    }

    private static Wire wire(Client client, ToolOutcome outcome, SetUp setUp) {
        return switch (outcome) {
            case ToolOutcome.Uses uses ->
                client.wire(
                        uses.credential(), Recorder.Challenge.of(setUp.image().host()));
            case ToolOutcome.Anonymous anonymous -> Wire.ANONYMOUS;
            case ToolOutcome.Fails fails -> Wire.STOPPED;
            case ToolOutcome.OneOf several -> throw new AssertionError("a choice of choices: " + several);
        };
    }

    boolean isRandom() {
        return answer.outcome() instanceof ToolOutcome.OneOf;
    }

    /**
     * True when the program did not do what the model says. Helpers have to be asked the same questions in the same
     * order; how often, is the program's own affair.
     */
    boolean differs() {
        return !expected.contains(run.wire())
                || (!isRandom() && !new LinkedHashSet<>(expectedAsks).equals(new LinkedHashSet<>(run.asked())));
    }

    /**
     * The same difference in the simplest set-up that still has it, as far as a few rounds find one: every choice that
     * can be turned to zero is.
     */
    static Trial simplest(Trial trial, Choices choices, ToolModel model, Stand stand) throws InterruptedException {
        Trial best = trial;
        List<Integer> record = choices.made();
        for (int round = 0; round < ROUNDS; round++) {
            for (int span = 32; span > 0; span /= 2) {
                for (int from = 0; from < record.size(); from += span) {
                    Optional<List<Integer>> simpler = zeroed(record, from, Math.min(from + span, record.size()));
                    if (simpler.isPresent()) {
                        Choices replayed = Choices.of(simpler.get());
                        Trial next = of(trial.client(), model, RandomSetUp.make(replayed, stand.home()), stand);
                        if (next.differs()) {
                            best = next;
                            record = replayed.made();
                        }
                    }
                }
            }
        }
        return best;
    }

    private static Optional<List<Integer>> zeroed(List<Integer> record, int from, int to) {
        List<Integer> zeroed = new ArrayList<>(record);
        zeroed.subList(from, to).replaceAll(choice -> 0);
        return zeroed.equals(record) ? Optional.empty() : Optional.of(zeroed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(setUp);
        text.append("=== the model: ")
                .append(expected)
                .append(", asks ")
                .append(expectedAsks)
                .append('\n');
        answer.trail().forEach(step -> text.append("    ").append(step).append('\n'));
        text.append("    ").append(answer.outcome()).append('\n');
        text.append("=== ")
                .append(client)
                .append(": ")
                .append(run.wire())
                .append(", asks ")
                .append(run.asked())
                .append('\n');
        return text.append(run.output()).append('\n').toString();
    }
}
