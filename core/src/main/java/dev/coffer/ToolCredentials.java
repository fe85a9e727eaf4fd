package dev.coffer;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Origin;
import dev.coffer.api.Reason;
import dev.coffer.api.Secret;
import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.tools.CredentialPlace;
import dev.coffer.docker.tools.MachineWorld;
import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolAnswer;
import dev.coffer.docker.tools.ToolCredential;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.ToolModels;
import dev.coffer.docker.tools.ToolOutcome;
import dev.coffer.docker.tools.World;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import dev.coffer.platform.process.ProgramFinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What another program would use on this machine, in the words of our own answers. */
record ToolCredentials(Tool tool, Environment environment, Duration limit) implements ImageCredentials {
    @Override
    public Answer forImage(ImageReference image) {
        ToolModel model = ToolModels.of(tool, Optional.empty());
        List<Reason> steps = new ArrayList<>();
        steps.add(new Reason("as " + tool + " does it, " + model.versions() + ", " + model.evidence()));
        World machine;
        try {
            ProgramFinder programs = ProgramFinder.on(environment.get("PATH").orElse(""));
            machine = new MachineWorld(environment, Places.of(environment).home(), programs, limit);
        } catch (NoHomeException failure) {
            Reason why = new Reason(String.valueOf(failure.getMessage()));
            return new Answer.Failed(Kind.UNREACHABLE, why, "", steps);
        }
        ToolAnswer answer = model.ask(image, machine);
        for (ToolAnswer.Step step : answer.trail()) {
            steps.add(new Reason(step.toString()));
        }
        return switch (answer.outcome()) {
            case ToolOutcome.Uses(ToolCredential credential, CredentialPlace place) ->
                used(image, credential, place, steps);
            case ToolOutcome.Anonymous() -> new Answer.Anonymous(steps);
            case ToolOutcome.Fails(String why) -> new Answer.Failed(Kind.UNREACHABLE, new Reason(why), "", steps);
            case ToolOutcome.OneOf(List<ToolOutcome> outcomes) ->
                failed(
                        tool + " picks one of " + outcomes.size() + " at random",
                        "remove all but one of the entries that it takes for the same server",
                        steps);
        };
    }

    private static Answer used(
            ImageReference image, ToolCredential credential, CredentialPlace place, List<Reason> steps) {
        Origin origin = new Origin(place.toString(), image.registry());
        if (credential.identityToken().isPresent()) {
            Secret token = credential.identityToken().get();
            return new Answer.Found(new Credential(Credential.TOKEN_USERNAME, token), origin, steps);
        }
        if (credential.username().isEmpty() && credential.password().isEmpty()) {
            return failed("it sends a bearer token of the registry, which is no login", "", steps);
        }
        Secret password = credential.password().orElseGet(() -> Secret.ofText(""));
        return new Answer.Found(new Credential(credential.username().orElse(""), password), origin, steps);
    }

    private static Answer failed(String why, String whatToDo, List<Reason> steps) {
        return new Answer.Failed(Kind.REFUSED, new Reason(why), whatToDo, steps);
    }
}
